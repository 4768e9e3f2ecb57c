import { randomBytes } from 'node:crypto';
import { Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { type InjectedSinks, Worker } from '@temporalio/worker';
import {
  type Answer,
  type Ask,
  type CommandInput,
  type DeskClock,
  deskClock,
  type DeskTime,
  type IssueEvent,
  type Notice,
  type OutsideInput,
  type Person,
  type Setting,
  sliceOf,
  type StepRecord,
  systemActor,
  type Unit,
  withdrawnAmong,
} from '#domain';
import type { AskInput, IssueActivities } from '../../activities';
import { workflowBundle } from '../../worker/bundle';
import { documentCodec } from '../../worker/codec';
import type { DocumentRef } from '../../workflows/documents';
import { commandUpdate, stateQuery, workflowIdOf } from '../../workflows/messages';
import { documentsFor, lifecycleArgs } from '../../workflows/open-issue';
import type { RecordSinks } from '../../workflows/recording';

const converter = require.resolve('../../workflows/converter');

/** An outside input with the directory as it was when it came. */
export type Logged = { input: OutsideInput; directory: { units: Unit[]; people: Person[] } };

/** Keeps what a rehearsal is given, with copies of what may change later. */
export function logTo(log: Logged[]): (input: OutsideInput, setting: Setting) => void {
  return (input, { directory }) => {
    log.push({ input, directory: { units: [...directory.units], people: [...directory.people] } });
  };
}

export type TwinIssue = { no: string; events: IssueEvent[]; notices: Notice[] };
export type Twin = { issues: TwinIssue[]; refusals: string[] };

/** One rehearsal to play again: what it was given, and when it ended. */
export type TwinPlan = { name: string; setting: Setting; log: Logged[]; end: string };

/**
 * Plays rehearsals on the time-skipping server, all at once: each has its own desk time from the same real instant, so that the
 * server's time passes once for all of them. Gives what the records of each one's issues say.
 */
export async function playOnTemporal(env: TestWorkflowEnvironment, plans: readonly TwinPlan[]): Promise<Map<string, Twin>> {
  const queue = `twin-${randomBytes(6).toString('hex')}`;
  const client = new Client({ connection: env.connection, dataConverter: { payloadConverterPath: converter } });
  const realEpoch = new Date(await env.currentTimeMs()).toISOString();
  const runs = plans.map((plan) => new TwinRun({ env, client, queue, realEpoch }, plan));
  const runOf = (no: string): TwinRun => runs.find((run) => run.owns(no)) ?? fail(`nobody plays ${no}`);
  const sinks: InjectedSinks<RecordSinks> = {
    records: {
      step: { fn: (_info, record) => runOf((record as StepRecord).state.no).keep(record as StepRecord), callDuringReplay: false },
    },
  };
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: queue,
    workflowBundle: await workflowBundle(),
    dataConverter: {
      payloadConverterPath: converter,
      payloadCodecs: [documentCodec((ref) => Promise.resolve(documentOf(runs, ref)))],
    },
    activities: {
      answerAsk: (input: AskInput) => runOf(input.issue).answer(input),
    } satisfies IssueActivities,
    sinks,
  });
  await worker.runUntil(async () => {
    const acts = runs.flatMap((run) => run.acts()).sort((x, y) => x.at - y.at);
    for (const act of acts) {
      const left = act.at - (await env.currentTimeMs());
      if (left > 0) await env.sleep(left);
      await act.do();
    }
  });
  return new Map(runs.map((run) => [run.plan.name, run.result()]));
}

const fail = (message: string): never => {
  throw new Error(message);
};

function documentOf(runs: readonly TwinRun[], ref: DocumentRef): string {
  const text = runs.map((run) => run.document(ref)).find((found) => found !== null);
  return text ?? fail(`nobody holds ${ref.document} ${ref.hash}`);
}

type Stage = { env: TestWorkflowEnvironment; client: Client; queue: string; realEpoch: string };

/** After the last input, planned instants of the end itself still fire, a second late. */
const afterEndMs = 2_000;

class TwinRun {
  readonly plan: TwinPlan;
  private readonly stage: Stage;
  private readonly clock: DeskClock;
  private readonly time: DeskTime;
  private readonly records = new Map<string, StepRecord[]>();
  private ended = new Map<string, StepRecord[]>();
  private readonly order: string[] = [];
  private readonly refusals: string[] = [];
  private directory: Logged['directory'];

  constructor(stage: Stage, plan: TwinPlan) {
    this.stage = stage;
    this.plan = plan;
    this.directory = plan.setting.directory;
    this.time = { realEpoch: stage.realEpoch, deskEpoch: plan.log[0]?.input.at ?? plan.end, speed: 1 };
    this.clock = deskClock(this.time);
  }

  /** Numbers are made unlike those of the other rehearsals; results bear the plain ones again. */
  private numberOf(no: string): string {
    return `${this.plan.name}!${no}`;
  }

  owns(no: string): boolean {
    return no.startsWith(`${this.plan.name}!`);
  }

  /** What is to be done when, in the server's milliseconds. */
  acts(): { at: number; do: () => Promise<unknown> }[] {
    const given = this.plan.log.map((one) => ({ at: Date.parse(this.clock.realAt(one.input.at)), do: () => this.give(one) }));
    return [...given, { at: Date.parse(this.clock.realAt(this.plan.end)) + afterEndMs, do: () => this.settle() }];
  }

  async now(): Promise<string> {
    return this.clock.deskAt(new Date(await this.stage.env.currentTimeMs()).toISOString());
  }

  document({ document, hash }: DocumentRef): string | null {
    const { desk, others, calendarId } = this.plan.setting;
    const plan = [desk, ...[...others.values()].map((one) => one.desk)].map((one) => one.plan).find((one) => one.hash === hash);
    if (document === 'plan') return plan ? JSON.stringify(plan) : null;
    const [name, number] = [hash.slice(0, hash.lastIndexOf('/')), Number(hash.slice(hash.lastIndexOf('/') + 1))];
    const held = name === `${this.plan.name}!${calendarId}` ? this.plan.setting.editions.get(number) : undefined;
    return held ? JSON.stringify({ ...held.days, calendar: calendarId }) : null;
  }

  keep(record: StepRecord): void {
    const { no } = record.state;
    const known = this.records.get(no) ?? [];
    this.records.set(no, [...known.filter((r) => r.seq !== record.seq), record]);
  }

  async answer({ ask, release }: AskInput): Promise<Answer> {
    const { setting } = this.plan;
    const { decider } = [...setting.others.values()].find(({ desk }) => desk.plan.hash === release) ?? setting;
    if (ask.kind === 'decide') return decider.decide(ask, await this.now());
    if (ask.kind === 'conditions') return decider.conditions(ask, await this.now());
    if (ask.kind === 'lookUp') return { kind: 'lookUp', ok: true, slice: sliceOf(this.directory, ask.units, ask.district) };
    return ask.kind === 'absorb' ? this.absorb(ask) : this.giveBack(ask);
  }

  private async absorb(ask: Extract<Ask, { kind: 'absorb' }>): Promise<Answer> {
    const data = { from: ask.from, intakes: ask.intakes, facts: ask.facts };
    const command: CommandInput = {
      id: `absorb-${ask.from}-${ask.id}`,
      name: 'absorb',
      at: ask.at,
      actor: systemActor,
      data,
    };
    const taken = await this.send(ask.target, command);
    if (!taken.ok) return { kind: 'absorb', ok: false, code: taken.code, message: taken.code, refusal: true };
    const state = await this.handle(ask.target).query(stateQuery);
    return { kind: 'absorb', ok: true, promiseDue: state?.clocks.find((c) => c.id === 'promise')?.dueAt ?? null };
  }

  private async giveBack(ask: Extract<Ask, { kind: 'giveBack' }>): Promise<Answer> {
    const state = await this.handle(ask.target).query(stateQuery);
    const data = { to: ask.to, intakes: ask.intakes };
    await this.send(ask.target, { id: `giveBack-${ask.to}-${ask.id}`, name: 'giveBack', at: ask.at, actor: systemActor, data });
    return { kind: 'giveBack', ok: true, withdrawn: withdrawnAmong(state, ask.intakes) };
  }

  private handle(no: string) {
    return this.stage.client.workflow.getHandle(workflowIdOf(no));
  }

  private async give({ input, directory }: Logged): Promise<void> {
    this.directory = directory;
    if (input.kind === 'open') await this.open(input);
    else await this.command(this.numberOf(input.no), input.command);
  }

  private async open({ opening }: Extract<OutsideInput, { kind: 'open' }>): Promise<void> {
    const { at, intake, facts, relapseOf, editions } = opening;
    const no = this.numberOf(opening.no);
    const given = {
      no,
      time: this.time,
      at,
      intake: { ...intake, no },
      facts,
      relapseOf,
      planHash: this.plan.setting.desk.plan.hash,
      editions,
    };
    const [input, plan, ...days] = lifecycleArgs(given);
    const named = days.map(({ document, hash }) => ({ document, hash: `${this.plan.name}!${hash}` }));
    await this.stage.client.workflow.start('issueLifecycle', {
      workflowId: workflowIdOf(no),
      taskQueue: this.stage.queue,
      args: [input, plan, ...named],
    });
    this.order.push(no);
    await this.handle(no).query(stateQuery);
  }

  private async command(no: string, command: CommandInput): Promise<void> {
    // Numbers of issues, and of what hangs on them, are the twin's own.
    const named = ['target', 'of', 'piece'].flatMap((field) => {
      const value = command.data[field];
      return typeof value === 'string' ? [[field, this.numberOf(value)] as const] : [];
    });
    const data = { ...command.data, ...Object.fromEntries(named) };
    const [, intake] = command.actor.id.split('resident:');
    const actor = intake === undefined ? command.actor : { ...command.actor, id: `resident:${this.numberOf(intake)}` };
    const answer = await this.send(no, { ...command, actor, data });
    if (!answer.ok) this.refusals.push(answer.code);
  }

  private async send(no: string, command: CommandInput): Promise<{ ok: true } | { ok: false; code: string }> {
    const documents = documentsFor(command).map((ref) =>
      ref.document === 'days' ? { ...ref, hash: `${this.plan.name}!${ref.hash}` } : ref,
    );
    try {
      const args: [CommandInput, ...DocumentRef[]] = [command, ...documents];
      const answer = await this.handle(no).executeUpdate(commandUpdate, { args, updateId: command.id });
      return answer.ok ? { ok: true } : { ok: false, code: answer.code };
    } catch (error) {
      return { ok: false, code: codeOf(error) };
    }
  }

  /** Waits until what fell due has been worked off (a query is answered after it); what comes later is no part of the play. */
  private async settle(): Promise<void> {
    await Promise.all(this.order.map((no) => this.handle(no).query(stateQuery)));
    this.ended = new Map([...this.records].map(([no, records]) => [no, [...records]]));
  }

  result(): Twin {
    const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(`${this.plan.name}!`, '')) as T;
    const issues = this.order.map((no) => {
      const records = (this.ended.get(no) ?? []).sort((a, b) => a.seq - b.seq);
      return plain({ no, events: records.flatMap((r) => r.events), notices: records.flatMap((r) => r.notices) });
    });
    return { issues, refusals: this.refusals };
  }
}

function codeOf(error: unknown): string {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) return error.cause.type ?? '';
  if (error instanceof WorkflowNotFoundError) return 'NOT_ALLOWED_IN_STATE';
  throw error;
}
