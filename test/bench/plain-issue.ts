import { randomBytes } from 'node:crypto';
import { type Actor, type CommandInput, type CommandName, commandSchemas, type IntakeRecord, type Person } from '#domain';
import type { Store } from '#store';

/** A plain issue of the base city, as its people carry it from intake to closing. */
type Act = { by: string; name: CommandName; data: Record<string, unknown> };

export const plainPlace = { category: 'posters', district: '520103', street: '520103023' } as const;
export const plainText = '楼道里贴满野广告，电话 13985012345，已经半个月没有人清理，请尽快处理。';
export const plainReporter = { name: '张三丰', phone: '13985012345' } as const;

/** The street's own office, which the routing table finds by the place. */
const office = '普陀路街道办';

export const plainActs: readonly Act[] = [
  { by: 'verifier1', name: 'verify', data: {} },
  { by: 'reviewer1', name: 'review', data: { grade: 'C' } },
  { by: `${office}.liaison`, name: 'sign', data: {} },
  { by: `${office}.liaison`, name: 'contact', data: { reached: true } },
  {
    by: `${office}.head`,
    name: 'reply',
    data: {
      did: '已清除楼道内全部野广告，共十二处',
      when: '当天下午',
      evidence: '清理前后照片各一张',
      contact: '已电话告知来件人',
      legalBasis: '市容和环境卫生管理条例',
      longTermMeasure: '网格员每周巡查一次',
    },
  },
  { by: 'reviewer2', name: 'reviewReply', data: { approve: true } },
  { by: 'callback1', name: 'callBack', data: { answer: 'solved', satisfaction: 'satisfied' } },
];

export function actorOf(people: readonly Person[], id: string): Actor {
  const person = people.find((one) => one.id === id);
  if (!person) throw new Error(`nobody is called ${id}`);
  return { id, roles: person.roles, unit: person.unit ?? null, district: person.district ?? null };
}

/** The resident's submission, sealed as the api seals it before it comes near Temporal. */
export async function sealedIntake({ sealing }: Store, no: string, at: string): Promise<IntakeRecord> {
  const [name, phone, text] = await Promise.all(
    [plainReporter.name, plainReporter.phone, plainText].map((plain) => sealing.seal(no, plain)),
  );
  return {
    ...{ no, source: 'media', externalId: no, receivedAt: at, acceptedAt: null, ...plainPlace, point: null },
    ...{ anonymous: false, channel: 'sms', reporter: { name: name ?? '', phone: phone ?? '' }, text: text ?? '', photos: [] },
  };
}

/** A command as the api hands it on: personal fields sealed under the key, stamped with its receipt. */
export async function sealedCommand(store: Store, people: readonly Person[], no: string, act: Act): Promise<CommandInput> {
  const data = await store.sealing.sealFields<Record<string, unknown>>(commandSchemas[act.name], act.data, no);
  const at = new Date().toISOString();
  return { id: randomBytes(8).toString('hex'), name: act.name, at, actor: actorOf(people, act.by), data };
}
