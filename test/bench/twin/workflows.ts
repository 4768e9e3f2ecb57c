import { allHandlersFinished, ApplicationFailure, condition, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import type { SearchAttributeUpdatePair, UpdateDefinition } from '@temporalio/common';
import { conflictFilter } from '#domain';
import { Alarm } from '../../../workflows/alarm';
import { openedUpdate } from '../../../workflows/messages';
import { searchAttributes } from '../../../workflows/search-attributes';
import {
  callingBack,
  contacting,
  dispatch,
  type No,
  replying,
  reviewing,
  reviewingReply,
  type Rule,
  signing,
  type TwinCommand,
  verifying,
} from './commands';
import { begin, nextPlanned, openedIssue, type Said, type TwinInput, type TwinIssue } from './issue';
import {
  callBackUpdate,
  contactUpdate,
  headQuery,
  replyUpdate,
  reviewReplyUpdate,
  reviewUpdate,
  signUpdate,
  type TwinAnswer,
  verifyUpdate,
} from './messages';
import { workOff } from './overdue';
import { decide, recorder, touch } from './touch';

/** The base city's plain issue, written by hand: no drawing, no interpreter, no data but the decision tables. */
export async function handWrittenIssue(input: TwinInput): Promise<void> {
  const issue = openedIssue(input);
  const record = recorder();
  const alarm = new Alarm();
  let last: Promise<unknown> = Promise.resolve();
  let shownStage = '';

  setHandler(headQuery, () => ({ seq: issue.seq, hash: issue.hash }));
  setHandler(openedUpdate, async () => {
    await condition(() => issue.seq > 0);
    return { seq: issue.seq, hash: issue.hash };
  });
  accept(verifyUpdate, verifying);
  accept(reviewUpdate, reviewing, (said) => route(issue, said));
  accept(signUpdate, signing);
  accept(contactUpdate, contacting);
  accept(replyUpdate, replying);
  accept(reviewReplyUpdate, reviewingReply);
  accept(callBackUpdate, callingBack);

  await inTurn(open);
  while (!issue.final) {
    const next = nextPlanned(issue);
    alarm.setFor(next && Date.parse(next.at), Date.now());
    show();
    const seen = issue.seq;
    await condition(() => issue.seq > seen || alarm.rang);
    if (alarm.rang) await inTurn(tick);
  }
  show();
  await condition(allHandlersFinished);

  /** One thing at a time: a handler waits for the step before it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  function accept<D>(
    update: UpdateDefinition<TwinAnswer, [TwinCommand<D>]>,
    rule: Rule<D>,
    after?: (said: Said) => Promise<void>,
  ): void {
    const step = async (command: TwinCommand<D>): Promise<TwinAnswer> => {
      refuse(rule.forbids(issue, command));
      const said: Said = { events: [], notices: [] };
      issue.at = command.at;
      rule.does(issue, command, said);
      await after?.(said);
      record(issue, said);
      return { seq: issue.seq, hash: issue.hash, stage: issue.stage };
    };
    setHandler(update, (command: TwinCommand<D>) => inTurn(() => step(command)), {
      validator: (command: TwinCommand<D>) => {
        if (issue.seq > 0) refuse(rule.forbids(issue, command));
      },
    });
  }

  async function open(): Promise<void> {
    const { source, category } = input.intake;
    const data = { source, category, intake: input.no };
    const said: Said = { events: [{ type: 'received', at: input.at, by: 'system', data }], notices: [] };
    const { grade } = await decide(issue, 'grade', 'graded', said);
    if (typeof grade === 'string') issue.grade = grade;
    issue.stage = 'VERIFYING';
    begin(issue, 'verify', issue.at);
    record(issue, said);
  }

  async function tick(): Promise<void> {
    alarm.takeRing();
    const said: Said = { events: [], notices: [] };
    const lookUp = (unit: string) => touch((activities) => activities.lookUp({ units: [unit], district: input.intake.district }));
    if (await workOff(issue, new Date().toISOString(), said, lookUp)) record(issue, said);
  }

  function show(): void {
    if (issue.stage === shownStage) return;
    upsertSearchAttributes(changedWith(issue, shownStage === ''));
    shownStage = issue.stage;
  }
}

/** Who writes by hand knows what changes with which stage. */
function changedWith(
  { stage, intake, grade, release, share, promiseDue }: TwinIssue,
  first: boolean,
): SearchAttributeUpdatePair[] {
  const stageNow = { key: searchAttributes.LxStage, value: stage };
  if (first)
    return [
      stageNow,
      { key: searchAttributes.LxState, value: 'open' },
      { key: searchAttributes.LxDistrict, value: intake.district },
      { key: searchAttributes.LxCategory, value: intake.category },
      { key: searchAttributes.LxGrade, value: grade },
      { key: searchAttributes.LxRelease, value: release.slice(0, 16) },
    ];
  if (stage === 'HANDLING' && share && promiseDue !== null)
    return [
      stageNow,
      { key: searchAttributes.LxLanes, value: ['government'] },
      { key: searchAttributes.LxUnits, value: [share.unit] },
      { key: searchAttributes.LxDueAt, value: new Date(promiseDue) },
    ];
  const ended = stage === 'CLOSED' ? 'closed' : 'final';
  return stage === 'CLOSED' || stage === 'ARCHIVED' ? [stageNow, { key: searchAttributes.LxState, value: ended }] : [stageNow];
}

async function route(issue: TwinIssue, said: Said): Promise<void> {
  const { units } = await decide(issue, 'route', 'routed', said);
  const [wanted] = Array.isArray(units) ? units.map(String) : [];
  const district = issue.intake.district;
  const slice = await touch((activities) => activities.lookUp({ units: wanted === undefined ? [] : [wanted], district }));
  const [unit] = conflictFilter(slice, wanted === undefined ? [] : [wanted], []).units;
  if (unit === undefined) throw ApplicationFailure.nonRetryable('no unit was found', 'NOT_FOUND');
  dispatch(issue, unit, new Date().toISOString(), said);
}

function refuse(no: No): void {
  if (no) throw ApplicationFailure.nonRetryable(no.message, no.code);
}
