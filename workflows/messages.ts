import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { CommandAnswer, CommandInput, DeskTime, Facts, IntakeRecord, IssueState } from '#domain';
import type { DocumentRef } from './documents';

/** What crosses into and out of the workflows. Wire names are kept for ever; a field is added, never renamed. */

/**
 * A command of a person; refused by the domain with its code, answered after its step is recorded. The update id is the Idempotency-Key.
 * Beside it stand the documents that the issue does not have yet (`documentsFor`).
 */
export const commandUpdate = defineUpdate<CommandAnswer, [CommandInput, ...DocumentRef[]]>('command');

/**
 * The first step, as soon as it is recorded: what an intake's update-with-start asks for, so that whoever is told a number finds
 * the issue under it.
 */
export const openedUpdate = defineUpdate<{ seq: number; hash: string }>('opened');
/** The id of that update: however often an intake is started, its issue opens once. */
export const openedUpdateId = 'opened';

/** The last recorded step: what confirms a tentative record. `stalled` says what the workflow waits for since when. */
export type Head = { seq: number; hash: string; stalled: { what: string; since: string } | null };

/**
 * A look at a stream that runs: an update that its validator always refuses, with what was asked for in the refusal. It
 * changes nothing (a look that the server had to write down leaves a task without a command). Not a query: one that meets a worker without the run in memory is answered from the history up to its very end, and the
 * SDK's core then carries out a timer that has fired but has had no task yet, as if in a replay: its step is recorded nowhere, and
 * commands that come with its task are laid behind what no history has in that order.
 */
export const lookUpdate = defineUpdate<never, ['head' | 'state']>('look');
/** The type of that refusal; its only detail is what was looked at. */
export const looked = 'LOOKED';

/** For streams that have ended, and for people at Temporal's own page. */
export const headQuery = defineQuery<Head>('head');

export const stateQuery = defineQuery<IssueState | null>('state');

/** The first input of an issue, or the checkpoint of a run that was continued. */
export type LifecycleInput = {
  time: DeskTime;
  no: string;
  plan: string;
  editions: Record<string, number>;
  intake: IntakeRecord;
  facts: Facts;
  openedAt: string;
  relapseOf: string | null;
  /** Continue as new after so many events at the latest; `null` leaves it to the server's suggestion. */
  continueAfter: number | null;
  checkpoint: Checkpoint | null;
};

export type Checkpoint = { state: IssueState; confirmed: { seq: number; hash: string } | null };

export const taskQueue = 'liangxin';

/**
 * How long a workflow task may take before the server gives it out again: what a kill inside a step costs its issue. The usual 10 s
 * are few for a machine that is starved, and while MongoDB is away a task waits with its record: each that runs out is begun again.
 */
export const taskTimeout = '20s';
export const workflowIdOf = (no: string): string => `issue-${no}`;
