import { type IssueState, seedEdition } from '#domain';
import { daysRef } from '../../workflows/open-issue';
import { commandUpdate, workflowIdOf } from '../../workflows/messages';
import { someSettings } from '../store/support';
import { migrated } from './migrated';
import { type Script, story } from './story';

const cards = (state: IssueState, colour: string): number => state.cards.filter((card) => card.colour === colour).length;
const share = (state: IssueState, unit: string) => state.assignments.findLast((a) => a.unit === unit);

/** From intake to the archive: the last step is a timer's. */
const plain: Script = async (desk) => {
  const it = story(desk, 'H-PLAIN');
  await it.open();
  await it.accepted();
  await it.does('U1.liaison', 'sign');
  await it.does('U1.liaison', 'contact', { reached: true });
  await it.answered('U1');
  await it.solved();
  await it.until((state) => state.final);
  return [{ name: 'plain', no: 'H-PLAIN' }];
};

/** Nobody acts: signed by the system, reminder, both cards, the whistle; then an unhappy resident and a rework. */
const late: Script = async (desk) => {
  const it = story(desk, 'H-LATE');
  await it.open();
  await it.accepted();
  const state = await it.until((s) => cards(s, 'yellow') > 0 && cards(s, 'red') > 0 && s.whistles.length > 0);
  if (share(state, 'U1')?.signedBySystem !== true) throw new Error('nobody signed, and the system did not either');
  await it.answered('U1');
  await it.does('callback1', 'callBack', { answer: 'not', satisfaction: 'dissatisfied', reasonable: true });
  await it.does('city.sup', 'startRework', {});
  await it.answered('U1');
  await it.solved();
  return [{ name: 'late-with-cards-and-rework', no: 'H-LATE' }];
};

/** Once the resident answers; the second time the window closes and then three tries reach nobody (C05). */
const needInfo: Script = async (desk) => {
  const it = story(desk, 'H-INFO');
  await it.open();
  await it.does('verifier1', 'requestInfo', { question: '请问具体楼层？' });
  await it.does('resident', 'giveInfo', { text: '三单元五楼' });
  await it.does('verifier1', 'requestInfo', { question: '请问方便上门的时间？' });
  await it.until((state) => state.tokens.some((token) => token.data?.['windowOver'] === true));
  for (let tries = 0; tries < 3; tries += 1) await it.does('verifier1', 'contact', { reached: false });
  await it.until((state) => state.stage === 'CLOSED');
  return [{ name: 'need-info', no: 'H-INFO' }];
};

/** U1 gives it back and U2 takes it; U2's own wish is not decided in time, so it is designated (T03, T04). */
const returned: Script = async (desk) => {
  const it = story(desk, 'H-RETURN');
  await it.open();
  await it.accepted();
  await it.does('U1.liaison', 'requestReturn', { reason: '不属本单位', basis: '职责清单', suggestedUnit: 'U2' });
  await it.does('dispatcher1', 'decideReturn', { accept: true, unit: 'U2' });
  await it.does('U2.liaison', 'requestReturn', { reason: '也不属本单位', basis: '职责清单' });
  await it.until((state) => share(state, 'U2')?.designated === true);
  await it.answered('U2');
  await it.solved();
  return [{ name: 'return-and-designation', no: 'H-RETURN' }];
};

const merged: Script = async (desk) => {
  const [target, clue] = [story(desk, 'H-TARGET'), story(desk, 'H-CLUE')];
  await target.open();
  await target.accepted();
  await clue.open();
  await clue.does('verifier1', 'verify');
  await clue.does('reviewer1', 'merge', { target: 'H-TARGET' });
  await target.answered('U1');
  await target.solved();
  return [
    { name: 'merge-target', no: 'H-TARGET' },
    { name: 'merge-clue', no: 'H-CLUE' },
  ];
};

/** A grading table of which two rules hit where one must: it gives no answer, a retry changes nothing, a hand mends it. */
const incident: Script = async (desk) => {
  const it = story(desk, 'H-INCIDENT');
  const { content } = desk.release;
  const decisions = content.decisions.map((one) =>
    one.kind === 'table' && one.id === 'grade' ? { ...one, hitPolicy: 'U' as const } : one,
  );
  const by = { author: 'author', approver: 'approver', at: new Date().toISOString(), note: '' };
  const { planHash } = await desk.store.releases.publish({ ...content, decisions }, by);
  await it.open({ planHash, facts: { keywords: ['danger'] } });
  const open = (state: IssueState) => state.incidents.find((i) => i.resolvedAt === null);
  const first = open(await it.until((state) => open(state) !== undefined));
  await it.does('chief', 'retryIncident', { incident: first?.id });
  const second = open(await it.until((state) => open(state) !== undefined && open(state)?.id !== first?.id));
  await it.does('chief', 'repairIncident', { incident: second?.id, facts: { grade: 'C', keywords: [] }, reason: '人工定级' });
  await it.accepted();
  return [{ name: 'incident-and-retry', no: 'H-INCIDENT' }];
};

const paused: Script = async (desk) => {
  const it = story(desk, 'H-PAUSE');
  await it.open();
  await it.accepted();
  await it.does('U1.liaison', 'sign');
  await it.does('city.sup', 'pause', { reason: '等待住户', question: '请问何时在家？' });
  await it.does('resident', 'giveInfo', { text: '周末在家' });
  await it.does('city.sup', 'pause', { reason: '等待材料' });
  await it.does('city.sup', 'resume', { reason: '材料到了' });
  await it.answered('U1');
  return [{ name: 'pause-and-resume', no: 'H-PAUSE' }];
};

const continued: Script = async (desk) => {
  const it = story(desk, 'H-LONG');
  await it.open({ continueAfter: 25 });
  await it.accepted();
  await it.does('U1.liaison', 'sign');
  await it.answered('U1');
  await it.solved();
  // a run that was continued just now has decided nothing yet: one more step makes the last run worth keeping
  await it.does('resident', 'reopen', { reason: '又出现了' });
  const { events } = await desk.client.workflow.getHandle(workflowIdOf('H-LONG')).fetchHistory();
  const before = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
  if (!before) throw new Error('H-LONG was not continued');
  return [
    { name: 'continued-first-run', no: 'H-LONG', runId: before },
    { name: 'continued-last-run', no: 'H-LONG' },
  ];
};

/** A notice of holidays comes while the clocks run: every due is reckoned again with the second edition. */
const calendar: Script = async (desk) => {
  const it = story(desk, 'H-DAYS');
  await it.open();
  await it.accepted();
  const { calendar: id } = desk.release.content.policy;
  const first = seedEdition(id, 2024, 2026);
  const holiday = { date: '2026-03-04', kind: 'holiday' as const, name: { zh: '停水放假', en: 'closed: no water' } };
  const years = first.years.map((year) => (year.year === 2026 ? { ...year, days: [...year.days, holiday] } : year));
  await desk.store.days.add({ ...first, edition: 2, years });
  const command = {
    id: 'days-2',
    name: 'applyCalendar' as const,
    at: desk.now(),
    actor: { id: 'keeper', roles: ['calendarKeeper' as const], unit: null, district: null },
    data: { calendar: id, edition: 2 },
  };
  const handle = desk.client.workflow.getHandle(workflowIdOf('H-DAYS'));
  await handle.executeUpdate(commandUpdate, { args: [command, daysRef(id, 2)], updateId: command.id });
  await it.answered('U1');
  return [{ name: 'second-edition-of-days', no: 'H-DAYS' }];
};

/** Danger: minutes to act, cards by the hour, and the chief's emergency whistle with one unit that does not come. */
const emergency: Script = async (desk) => {
  const it = story(desk, 'H-GRADE-A');
  await it.open({ facts: { keywords: ['danger'] } });
  await it.accepted('A');
  await it.does('chief', 'blowWhistle', { kind: 'emergency', units: ['U1', 'U2'], reason: '燃气泄漏' });
  await it.does('U1.liaison', 'reportIn', { place: '现场' });
  await it.until((state) => cards(state, 'red') > 0);
  await it.does('chief', 'endWhistle', {});
  await it.answered('U1');
  return [{ name: 'grade-a-with-whistle', no: 'H-GRADE-A' }];
};

/** A plan of the unit, approved; nobody reviews it for thirty days, then supervision takes it off and the unit replies. */
const ledger: Script = async (desk) => {
  const it = story(desk, 'H-LEDGER');
  await it.open();
  await it.accepted();
  const milestones = [{ what: '第一步拆除', date: '2026-07-01' }];
  await it.does('U1.head', 'openLedger', { plan: '分步拆除', milestones, headSignature: '张' });
  await it.does('city.sup', 'openLedger');
  await it.until((state) => (state.ledger?.misses ?? 0) > 0);
  await it.does('U1.liaison', 'reviewLedger', { remark: '进展' });
  await it.does('city.sup', 'reviewLedger', { outcome: 'reached' });
  await it.answered('U1');
  await it.solved();
  return [{ name: 'ledger', no: 'H-LEDGER' }];
};

/** A merge that supervision takes back: both go on by themselves. */
const unmerged: Script = async (desk) => {
  const [target, clue] = [story(desk, 'H-LEFT'), story(desk, 'H-APART')];
  await target.open();
  await target.accepted();
  await clue.open();
  await clue.does('verifier1', 'verify');
  await clue.does('reviewer1', 'merge', { target: 'H-LEFT' });
  await clue.does('city.sup', 'unmerge', { reason: '不是同一件' });
  await clue.does('reviewer1', 'review', { grade: 'C' });
  await clue.answered('U1');
  await target.answered('U1');
  return [
    { name: 'un-merge-target', no: 'H-LEFT' },
    { name: 'un-merge-clue', no: 'H-APART' },
  ];
};

/** Passed on to a unit below, which is late; its card is appealed and revoked. */
const below: Script = async (desk) => {
  const it = story(desk, 'H-BELOW');
  await it.open();
  await it.accepted();
  await it.does('U1.liaison', 'dispatch', { units: ['U1a'] });
  await it.until((state) => state.cards.some((card) => card.unit === 'U1a'));
  await it.does('U1a.head', 'appealCard', { reason: '停水' });
  await it.does('city.sup', 'decideAppeal', { revoke: true });
  await it.answered('U1');
  return [{ name: 'sub-dispatch-and-appeal', no: 'H-BELOW' }];
};

/** A tip-off for which the chief blows a whistle, U2 is accused, so only U3 is called (versions.ts: filtered-whistle). */
const whistled: Script = async (desk) => {
  const it = story(desk, 'H-WHISTLE');
  await it.open();
  await it.does('verifier1', 'verify', { accused: ['U2'] });
  await it.does('reviewer1', 'review', { grade: 'C' });
  await it.does('chief', 'blowWhistle', { kind: 'daily', units: ['U2', 'U3'], reason: '联合查看' });
  await it.does('U3.liaison', 'reportIn', { place: '现场' });
  await it.does('chief', 'endWhistle', {});
  await it.answered('U1');
  await it.solved();
  await it.until((state) => state.final);
  return [{ name: 'whistle-of-a-tip-off', no: 'H-WHISTLE' }];
};

/** What a Schedule starts: nothing is stuck here, and the history is the same as when something is. */
const sweep: Script = async ({ client, store, temporal, time }) => {
  await store.settings.save({ ...someSettings, clock: time }, 0);
  const workflowId = `sweep-${temporal.taskQueue}`;
  await client.workflow.execute('stuckSweep', { workflowId, taskQueue: temporal.taskQueue, args: [] });
  return [{ name: 'stuck-sweep', workflowId }];
};

/** As the stuck sweep: one activity, whatever it finds. */
const themes: Script = async ({ client, store, temporal }) => {
  await store.settings.save(someSettings, 0);
  const workflowId = `themes-${temporal.taskQueue}`;
  await client.workflow.execute('themeSweep', { workflowId, taskQueue: temporal.taskQueue, args: [] });
  return [{ name: 'theme-sweep', workflowId }];
};

export const scripts: Record<string, Script> = {
  sweep,
  themes,
  plain,
  late,
  needInfo,
  returned,
  merged,
  incident,
  paused,
  continued,
  calendar,
  emergency,
  ledger,
  unmerged,
  below,
  migrated,
  whistled,
};
