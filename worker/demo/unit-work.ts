import { lanhuadu, lateUnit, media, police, putuo, units } from './cast';
import { command, readIssue, readTimeline, shareOf } from './issue';
import type { People } from './people';
import { type Telling, until } from './telling';

/** What the three units answer: the form of DOMAIN 2.7, with the measure that makes it last. */
const replies: Readonly<Record<string, object>> = {
  [putuo]: {
    did: '清除普陀路沿线及 23 个单元楼道野广告 640 余处，约谈张贴人 4 名。',
    when: '本周内完成，已复查。',
    evidence: '清理前后照片 52 张，巡查记录 6 份。',
    contact: '已当面向反映人说明，反映人认可。',
    legalBasis: '《贵阳市城市市容和环境卫生管理办法》',
    longTermMeasure: '纳入网格日巡查，设便民信息栏 12 处，每月复查一次。',
  },
  [lanhuadu]: {
    did: '清除兰花都小区电梯、单元门野广告 310 余处，与物业签订责任书。',
    when: '逾期后一日内完成。',
    evidence: '清理照片 30 张，责任书 1 份。',
    contact: '已电话告知反映人并致歉。',
    legalBasis: '《贵阳市城市市容和环境卫生管理办法》',
    longTermMeasure: '物业每日巡楼，社区每周抽查，纳入物业考核。',
  },
  [police]: {
    did: '查处喷涂野广告违法行为 2 起，停机涉案号码 9 个。',
    when: '接件后三日内。',
    evidence: '行政处罚决定书 2 份。',
    contact: '已电话告知反映人。',
    legalBasis: '《中华人民共和国治安管理处罚法》',
    longTermMeasure: '与城管、通信部门建立号码停机联动机制。',
  },
};
const followUp = {
  did: '记者随同清理，核实三地整治情况。',
  when: '全程跟进。',
  evidence: '现场影像与采访记录。',
  contact: '采访反映人三名。',
  legalBasis: '新闻采访',
  longTermMeasure: '一个月后回访。',
};

/** Every unit signs and contacts, side by side; nobody waits for another. */
export async function signAndContact(people: People, telling: Telling, issue: string): Promise<void> {
  await Promise.all([...units, ...media].map((unit) => signs(people, issue, unit)));
  telling.say({
    zh: '三个承办单位和两级融媒体中心同时签收并联系来件人',
    en: 'the three units and the media sign, each in its own time, and contact the residents',
  });
}

async function signs(people: People, issue: string, unit: string): Promise<void> {
  const liaison = await people.as(`${unit}.liaison`);
  const assignment = await shareOf(liaison, issue, unit);
  await command(liaison, issue, 'sign', { assignment });
  await command(liaison, issue, 'contact', {
    assignment,
    reached: true,
    proof: { kind: 'call', reference: `DEMO-${assignment}` },
  });
}

/** All but the late one reply; the lead's reply is kept until the joint units have replied (T08). */
export async function replyInTime(people: People, telling: Telling, issue: string): Promise<void> {
  for (const unit of media) await replyOf(people, issue, unit);
  telling.say({ zh: '融媒体中心随时跟进，反馈办理进度', en: 'the media centre follows and reports progress' });
  await replyOf(people, issue, police);
  telling.say({ zh: '公安局观山湖分局答复：查处 2 起，停机 9 个号码', en: 'the police branch replies' });
  const { code } = await replyOf(people, issue, putuo);
  telling.say({
    zh: `普陀路街道办（主办）答复，${code}：待会办单位答复后生效`,
    en: 'the lead replies; its reply is kept until the joint unit has replied',
  });
}

async function replyOf(people: People, issue: string, unit: string): Promise<{ status: number; code: string }> {
  const head = await people.as(`${unit}.head`);
  const assignment = await shareOf(head, issue, unit);
  return command(head, issue, 'reply', { assignment, ...(replies[unit] ?? followUp), result: 'RESOLVED' });
}

const longestWait = 150;

/** Nobody acts on the late unit: its reminder and its yellow card come by themselves, then it replies. */
export async function oneIsLate(people: People, telling: Telling, issue: string): Promise<void> {
  const head = await people.as(`${lateUnit}.head`);
  const { view } = await readIssue(head, issue);
  const due = view.assignments.find(({ unit }) => unit === lateUnit)?.replyDue ?? null;
  telling.say({
    zh: `兰花都街道办没有动静，答复时限 ${due === null ? '—' : telling.local(due)}，等系统自己催办、发牌……`,
    en: 'the third unit does nothing; nobody reminds it but the clock',
  });
  await until('自动催办 the reminder', longestWait, () => happened(people, issue, 'reminded'));
  telling.say({ zh: '系统自动催办兰花都街道办', en: 'the reminder comes by itself' });
  await until('自动黄牌 the yellow card', longestWait, () => happened(people, issue, 'cardIssued'));
  telling.say({ zh: '到期未答复，系统自动发黄牌', en: 'the due passes: the yellow card comes by itself' });
  await replyOf(people, issue, lateUnit);
  telling.say({
    zh: '兰花都街道办答复，长效措施已记录；主办答复同时生效',
    en: 'it replies; the long-term measures are recorded and the lead’s reply takes effect',
  });
}

async function happened(people: People, issue: string, type: 'reminded' | 'cardIssued'): Promise<true | null> {
  const timeline = await readTimeline(await people.as('reviewer1'), issue);
  return timeline.some((entry) => entry.type === type && entry.unit === lateUnit) ? true : null;
}
