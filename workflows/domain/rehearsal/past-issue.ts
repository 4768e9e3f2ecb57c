import { z } from 'zod';
import type { Instant } from '../deadline';
import type { Plan } from '../flow';
import { maskText } from '../issue/mask';
import { type CommandName, type IntakeRecord, type IssueEvent, commandNames, commandSchemas, residentId } from '../issue';
import type { Facts, Json } from '../text';
import { type ScenarioIntake, type ScenarioStep } from './scenario';
import { writeInstant } from './player';

/** A past issue as it can be played again: what was reported, and what people did and when, with nobody's words or data in it. */
export type PastIssue = { start: string; intake: ScenarioIntake; acts: ScenarioStep[] };

type Told = { zone: string; plan: Plan; intake: IntakeRecord; facts: Facts; events: readonly IssueEvent[]; isSealed: boolean };

/**
 * An issue's story without personal data (DESIGN 8): no name, phone, address or place on the map; its text masked, and left out where the
 * issue is sealed; every text that people wrote is a dash. Acts that events do not tell whole (a merge, an order) are left out.
 */
export function pastIssue({ zone, plan, intake, facts, events, isSealed }: Told): PastIssue {
  const { source, category, district, street, channel } = intake;
  return {
    start: writeInstant(zone, intake.receivedAt),
    intake: {
      ...{ source, category, district, street, channel, point: null, anonymous: true, reporter: {}, relapseOf: null },
      text: isSealed ? '—' : maskText(intake.text).slice(0, 2000) || '—',
      facts: plainFacts(facts),
    },
    acts: pastActs(plan, events).map(({ at, by, name, data }) => ({ at: writeInstant(zone, at), by, do: name, with: data })),
  };
}

/** One thing that somebody did: who, when, and with which of the command's own fields; a share is named by its unit. */
export type PastAct = { at: Instant; by: string; name: CommandName; data: Record<string, Json> };

/** What people did to an issue as its events tell it, in order, without their words. */
export const pastActs = (plan: Plan, events: readonly IssueEvent[]): PastAct[] => events.flatMap((event) => actOf(plan, event));

/** Acts of shares, by the events that tell of them. */
const ofShares: Partial<Record<IssueEvent['type'], { name: CommandName; with: Record<string, Json> }>> = {
  signed: { name: 'sign', with: {} },
  contacted: { name: 'contact', with: { reached: true, proof: { kind: 'call', reference: '—' } } },
  replied: { name: 'reply', with: {} },
  replyPending: { name: 'reply', with: {} },
  returnRequested: { name: 'requestReturn', with: {} },
  returnRefused: { name: 'decideReturn', with: { accept: false } },
  returnAccepted: { name: 'decideReturn', with: { accept: true } },
};

/** What only another issue, or a form that events do not hold, would make whole. */
export const leftOut: ReadonlySet<CommandName> = new Set(['merge', 'offer', 'blowWhistle', 'openLedger']);

function actOf(plan: Plan, event: IssueEvent): PastAct[] {
  const by = personOf(event.by);
  if (by === null || event.plannedAt !== undefined) return [];
  const { at, data = {} } = event;
  const share = ofShares[event.type];
  if (share && event.unit !== undefined) return [{ at, by, name: share.name, data: { ...share.with, assignment: event.unit } }];
  const node = event.node === undefined ? undefined : plan.flow.nodes[event.node];
  const outcomes = node?.kind === 'task' || node?.kind === 'ask' ? node.outcomes : [];
  const command = outcomes.find(({ id }) => id === data['outcome'])?.command;
  const name = commandNames.find((one) => one === command);
  if (!name || leftOut.has(name)) return [];
  return [{ at, by, name, data: withoutWords(name, data) }];
}

/** Residents act for themselves, whatever their number was; the desk's machinery is nobody. */
const personOf = (by: string): string | null =>
  by === 'system' || by === 'engine' ? null : by.startsWith(residentId('')) ? 'citizen' : by;

/** The command's own fields as they were given, every text of a person a dash. */
function withoutWords(name: CommandName, data: Record<string, Json>): Record<string, Json> {
  const shape: Record<string, z.core.$ZodType> = commandSchemas[name].shape;
  return Object.fromEntries(
    Object.entries(data).flatMap(([field, value]): [string, Json][] => {
      const schema = shape[field];
      if (!schema || value === null || field === 'photos') return [];
      if (field === 'facts') return [[field, plainFacts(value as Facts)]];
      return [[field, isPersonal(schema) ? '—' : value]];
    }),
  );
}

type Wrapped = { _zod: { def: { innerType?: z.core.$ZodType } } };

/** Whether the schema, under what wraps it, is marked as a person's own words. */
function isPersonal(schema: z.core.$ZodType): boolean {
  if (z.globalRegistry.get(schema)?.['personal'] === true) return true;
  const inner = (schema as unknown as Wrapped)._zod.def.innerType;
  return inner !== undefined && isPersonal(inner);
}

/** Facts are codes, numbers and yes or no; a longer text is somebody's words. */
const WORD = 40;

export const plainFacts = (facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter(
      ([, value]) => value !== null && (typeof value !== 'string' || (value.length <= WORD && maskText(value) === value)),
    ),
  );
