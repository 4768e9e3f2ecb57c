import {
  type Actor,
  type CommandAnswer,
  type CommandInput,
  type CommandName,
  type IssueState,
  allowedCommands,
  commandSchemas,
  streamOf,
} from '#domain';
import { type AllowedCommand, problemCodes, type ProblemCode } from '#contract';
import type { IssueRow } from '#store';
import type { Deps } from './deps';
import type { Plans } from './plans';
import { Refusal, invalidInput } from './problem';

export type GivenCommand = {
  id: string;
  name: CommandName;
  data: unknown;
  actor: Actor;
  /** The number whose key seals the words, where it is not the issue's own: a resident's stay with their intake. */
  sealUnder?: string;
};
export type Done = Extract<CommandAnswer, { ok: true }>;

/** What the engine tells itself; no person may say it. */
const enginesOwn: ReadonlySet<CommandName> = new Set<CommandName>(['absorb', 'giveBack', 'pieceDone']);

/**
 * The one way a person's command reaches an issue: fields checked by the command's schema, personal ones sealed with the issue's
 * key, stamped with desk time, judged by the domain, and its record confirmed, so that whoever asks next reads what was written.
 * A refusal is thrown with the domain's code and says what the actor may do instead.
 */
export async function giveCommand(deps: Deps, plans: Plans, row: IssueRow, given: GivenCommand): Promise<Done> {
  const data = await sealedData(deps, row.no, given);
  const command: CommandInput = { id: given.id, name: given.name, at: deps.clock.now(), actor: given.actor, data };
  const answer = await deps.desk.command(row.no, command);
  if (!answer.ok) throw await refused(deps, plans, row.no, given.actor, answer);
  await confirm(deps, row.no, answer);
  return answer;
}

async function sealedData(deps: Deps, no: string, { name, data, sealUnder }: GivenCommand): Promise<Record<string, unknown>> {
  if (enginesOwn.has(name)) throw new Refusal('FORBIDDEN', { detail: `${name} is not a person's command` });
  const schema = commandSchemas[name];
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw invalidInput(parsed.error, 'body.data');
  return deps.store.sealing.sealFields<Record<string, unknown>>(schema, parsed.data, sealUnder ?? no);
}

/** Read your writes. A record that is not there yet (MongoDB was away) is made up for by the worker's sweep. */
export async function confirm(
  deps: Pick<Deps, 'store' | 'log'>,
  no: string,
  { seq, hash }: { seq: number; hash: string },
): Promise<void> {
  const result = await deps.store.records.confirm(streamOf(no), seq, hash);
  if (!result.ok) deps.log.warn({ no, seq, found: result.found }, 'no record leads to this step yet');
}

type Refused = Extract<CommandAnswer, { ok: false }>;

async function refused(deps: Deps, plans: Plans, no: string, actor: Actor, { code, data = {} }: Refused): Promise<Refusal> {
  const known = (problemCodes as readonly string[]).includes(code);
  if (!known) return new Refusal('NOT_ALLOWED_IN_STATE', { detail: code, allowed: await allowedFor(deps, plans, no, actor) });
  const more = Object.keys(data).length === 0 ? {} : { data };
  return new Refusal(code as ProblemCode, { allowed: await allowedFor(deps, plans, no, actor), ...more });
}

/** The commands an actor may try on an issue as it stands, each with the step or share it would be about. */
export async function allowedFor(deps: Deps, plans: Plans, no: string, actor: Actor): Promise<AllowedCommand[]> {
  const [state, row] = await Promise.all([deps.store.issues.state(no), deps.store.issues.get(no)]);
  return state && row ? allowedNow(plans, state, row, actor) : [];
}

export async function allowedNow(plans: Plans, state: IssueState, row: IssueRow, actor: Actor): Promise<AllowedCommand[]> {
  const desk = await plans.deskFor(state);
  if (!desk) return [];
  return allowedCommands(desk, state, actor).flatMap((name) => placesOf(row, name, actor));
}

function placesOf(row: IssueRow, name: CommandName, actor: Actor): AllowedCommand[] {
  const places = row.view.waiting.filter(
    (item) => item.commands.includes(name) && (item.unit === null || item.unit === actor.unit),
  );
  if (places.length === 0) return [{ name, node: null, assignment: null }];
  return places.map(({ node, assignment }) => ({ name, node, assignment }));
}
