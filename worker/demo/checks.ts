import { lateUnit, media, police, putuo, lanhuadu } from './cast';
import type { Detail, Entry } from './issue';

/** What the story promised, held against what the desk says afterwards. A fact with its answer; `ok` false ends the demo with 1. */
export type Check = { zh: string; en: string; ok: boolean };

export type Outcome = {
  detail: Detail;
  timeline: readonly Entry[];
  /** The public page of each resident. */
  pages: readonly Record<string, unknown>[];
  /** Letters that reached residents with the closing. */
  story: Record<string, unknown>;
};

export function checksOf({ detail, timeline, pages, story }: Outcome): Check[] {
  const { view } = detail;
  const of = (type: Entry['type']): Entry[] => timeline.filter((entry) => entry.type === type);
  const reminded = of('reminded').filter(({ unit }) => unit !== null);
  const handled = view.assignments.filter(({ required }) => required);
  return [
    fact(
      '三件来件成为一件诉求件',
      'three reports are one issue',
      detail.intakes.length === 3 && pages.every((page) => leadsTo(page, view.no)),
    ),
    fact(
      '三个单位并行承办，普陀路主办',
      'three units side by side, Putuo Road leads',
      sameUnits(handled) && leadOf(handled) === putuo,
    ),
    fact(
      '两级融媒体中心跟进，不拖延办结',
      'the media follow and hold up nothing',
      media.every((unit) => view.assignments.some((one) => one.unit === unit && !one.required)),
    ),
    fact(
      '各单位自行签收，无系统代签',
      'everybody signed, the system for nobody',
      of('signed').length === 5 && of('signedBySystem').length === 0,
    ),
    fact('只催办迟办单位一次', 'one reminder, to the late unit', reminded.length === 1 && reminded[0]?.unit === lateUnit),
    fact('只有一张黄牌，发给迟办单位', 'exactly one yellow card, to the late unit', oneCard(detail)),
    fact('催办在前，发牌在后', 'the reminder came before the card', (reminded[0]?.at ?? '9') < (of('cardIssued')[0]?.at ?? '0')),
    fact('三个单位都记录了长效措施', 'three long-term measures are recorded', measures(detail) === 3),
    fact(
      '已办结，居民非常满意',
      'closed, and the resident very satisfied',
      view.closedAt !== null && view.result === 'RESOLVED' && view.satisfaction === 'verySatisfied',
    ),
    fact(
      '每位来件人各收到一次办结告知',
      'each resident is told once',
      pages.length === 3 && pages.every((page) => closings(page) === 1),
    ),
    fact('稿件已发布，署名五种人', 'the story is published with its byline', bylines(story) === 5),
  ];
}

const fact = (zh: string, en: string, ok: boolean): Check => ({ zh, en, ok });
const leadsTo = (page: Record<string, unknown>, no: string): boolean => page['no'] === no || page['mergedInto'] === no;
const leadOf = (shares: Detail['view']['assignments']): string | undefined => shares.find(({ role }) => role === 'lead')?.unit;
const sameUnits = (shares: Detail['view']['assignments']): boolean =>
  shares
    .map(({ unit }) => unit)
    .sort()
    .join() === [putuo, lanhuadu, police].sort().join();
const oneCard = ({ cards }: Detail): boolean => cards.length === 1 && cards[0]?.colour === 'yellow' && cards[0].unit === lateUnit;
const measures = ({ view, assignments }: Detail): number =>
  assignments.filter(({ id, reply }) => {
    const required = view.assignments.find((one) => one.id === id)?.required === true;
    return required && (reply?.form.longTermMeasure ?? '') !== '';
  }).length;
const closings = (page: Record<string, unknown>): number =>
  (page['timeline'] as { event: string }[]).filter(({ event }) => event === 'closed').length;
const bylines = (story: Record<string, unknown>): number =>
  ((story['byline'] ?? []) as { names: string[] }[]).filter(({ names }) => names.length > 0).length;
