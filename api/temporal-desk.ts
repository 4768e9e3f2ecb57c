import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WithStartWorkflowOperation,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import type { CommandAnswer, CommandInput, DeskTime, Json } from '#domain';
import type { Head, Store, StoredIntake } from '#store';
import { commandUpdate, openedUpdate, openedUpdateId, taskQueue, taskTimeout, workflowIdOf } from '../workflows/messages';
import type { DocumentRef } from '../workflows/documents';
import { documentsFor, lifecycleArgs } from '../workflows/open-issue';
import { DeskAway, type IssueDesk } from './desk';
import { lookAtHead } from './temporal-look';
import { firstTries, type GiveAgain } from './temporal-try';
import { turnstile } from './turnstile';

export type TemporalDeskTools = {
  client: Client;
  store: Store;
  city: string;
  time: DeskTime;
  queue?: string;
};

/** How long a caller waits for Temporal, in real milliseconds, before it is told to ask again with the same key. */
const answerWithinMs = 10_000;
const headWithinMs = 3_000;
/** Commands without an answer that one process remembers: some minutes of a city's, should everything be away. */
const rememberedTries = 5_000;
/** How long an intake waits to see its issue's first step, in real milliseconds: a worker that is away loses nobody's report. */
const openedWithinMs = 5_000;

/**
 * An issue takes a handful of commands at a time (Temporal's own limit is ten): after an outage everybody asks again at once, and
 * what the server has to refuse and repeat keeps it from its work.
 */
const atOnce = { inside: 4, waiting: 100, waitMs: answerWithinMs };

/** The desk on Temporal: one workflow per issue, commands as updates. */
export function temporalDesk(tools: TemporalDeskTools): IssueDesk {
  const { client } = tools;
  const head = async (no: string, withinMs = headWithinMs): Promise<Head | null> => {
    try {
      const { seq, hash } = await within(client, withinMs, () => lookAtHead(client, workflowIdOf(no)));
      return seq === 0 ? null : { seq, hash };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw away(error);
    }
  };
  const tries = firstTries<CommandInput>(rememberedTries);
  const inTurn = turnstile(atOnce, () => new DeskAway('too many commands to one issue at once'));
  return {
    open: async (intake) => openIssue(tools, await openingOf(tools, intake)),
    command: (no, command) => inTurn(no, () => giveUpdate(tools, tries, no, command)),
    head,
    ready: () =>
      within(client, headWithinMs, () => client.workflowService.getSystemInfo({})).then(
        () => true,
        () => false,
      ),
  };
}

type Opening = Parameters<typeof lifecycleArgs>[0];

async function openingOf({ store, city, time }: TemporalDeskTools, stored: StoredIntake): Promise<Opening> {
  const release = await store.releases.current(city);
  if (!release) throw new DeskAway(`no release of ${city} is published yet`);
  const { calendar } = release.content.policy;
  const days = await store.days.latest(calendar);
  if (!days) throw new DeskAway(`calendar ${calendar} has no days yet`);
  const { no, intake, facts, relapseOf } = stored;
  const editions = { [calendar]: days.edition };
  return { no, time, at: intake.receivedAt, intake, facts, relapseOf, planHash: release.planHash, editions };
}

/** Update-with-start (DESIGN 9): begins the issue unless it has begun, and answers its first step once that is recorded. */
async function openIssue({ client, queue = taskQueue }: TemporalDeskTools, opening: Opening): Promise<Head | null> {
  const begin = {
    ...{ workflowId: workflowIdOf(opening.no), taskQueue: queue, args: lifecycleArgs(opening), workflowTaskTimeout: taskTimeout },
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  };
  const startWorkflowOperation = new WithStartWorkflowOperation('issueLifecycle', begin);
  // The update's own answer says all; who started it is heard by nobody.
  startWorkflowOperation.workflowHandle().catch(() => undefined);
  try {
    return await within(client, openedWithinMs, () =>
      client.workflow.executeUpdateWithStart(openedUpdate, { startWorkflowOperation, updateId: openedUpdateId }),
    );
  } catch (error) {
    if (hasEnded(error)) return null;
  }
  // Nobody works on it just now: a plain start is what makes the report safe; its first step will be found by the sweep.
  await within(client, answerWithinMs, () => client.workflow.start('issueLifecycle', begin)).catch((error: unknown) => {
    if (!hasEnded(error)) throw away(error);
  });
  return null;
}

/** The issue has come to its end already: it cannot be begun again. */
const hasEnded = (error: unknown): boolean => error instanceof WorkflowExecutionAlreadyStartedError;

async function giveUpdate(
  { client, store }: TemporalDeskTools,
  tries: GiveAgain<CommandInput>,
  no: string,
  given: CommandInput,
): Promise<CommandAnswer> {
  const documents = documentsFor(given);
  // A document that is nowhere would hold up the issue, and everybody's commands with it.
  const held = await Promise.all(documents.map((ref) => isHeld(store, ref)));
  if (held.includes(false)) return { ok: false, code: 'NOT_FOUND' };
  return tries(no, given, (command, updateId) => executeUpdate(client, no, [command, ...documents], updateId));
}

async function isHeld(store: Store, { document, hash }: DocumentRef): Promise<boolean> {
  if (document === 'plan') return (await store.releases.byHash(hash))?.planHash === hash;
  const cut = hash.lastIndexOf('/');
  return (await store.days.get(hash.slice(0, cut), Number(hash.slice(cut + 1)))) !== null;
}

async function executeUpdate(
  client: Client,
  no: string,
  args: [CommandInput, ...DocumentRef[]],
  updateId: string,
): Promise<CommandAnswer> {
  try {
    return await within(client, answerWithinMs, () =>
      client.workflow.getHandle(workflowIdOf(no)).executeUpdate(commandUpdate, { args, updateId }),
    );
  } catch (error) {
    return refusalIn(error);
  }
}

/** A domain refusal comes as an ApplicationFailure whose type is the code; an issue that has ended takes no command. */
function refusalIn(error: unknown): CommandAnswer {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)
    return { ok: false, code: error.cause.type ?? 'NOT_ALLOWED_IN_STATE', ...detailOf(error.cause) };
  if (error instanceof WorkflowNotFoundError || error instanceof WorkflowFailedError)
    return { ok: false, code: 'NOT_ALLOWED_IN_STATE' };
  throw away(error);
}

/** Codes that say who or what stood in the way: the winner of a claim, what is missing. */
function detailOf({ details }: ApplicationFailure): { data?: Record<string, Json> } {
  const detail: unknown = details?.[0];
  return typeof detail === 'object' && detail !== null ? { data: detail as Record<string, Json> } : {};
}

const within = <T>(client: Client, ms: number, work: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + ms, work);

const away = (error: unknown): DeskAway =>
  error instanceof DeskAway ? error : new DeskAway('Temporal does not answer', { cause: error });
