import {
  type Actor,
  type CommandName,
  type Input,
  type IssueState,
  type StepRecord,
  turnNow,
} from '../../../workflows/domain/issue';
import { sliceOf } from '../../../workflows/domain/directory';
import { deciderOf } from '../../../workflows/domain/rehearsal';
import { settingOf, type Setting } from '../../../workflows/domain/rehearsal/setting';
import { releaseContentSchema } from '../../../workflows/domain/flow';
import { directoryOf, releaseOf } from '../flow/city';

/** GY-BASE, driven without a world: one issue, each input a turn. */
export function baseSetting(): Setting {
  const made = settingOf({ content: releaseOf('gy-base'), ...directoryOf('gy-base') });
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.setting;
}

const decider = deciderOf(releaseContentSchema.parse(releaseOf('gy-base')));

export function take(setting: Setting, state: IssueState | null, input: Input, at: string) {
  return turnNow(setting.desk, state, input, (ask) => {
    if (ask.kind === 'decide') return { at, answer: decider.decide(ask, at) };
    if (ask.kind === 'conditions') return { at, answer: decider.conditions(ask, at) };
    if (ask.kind === 'lookUp')
      return { at, answer: { kind: 'lookUp', ok: true, slice: sliceOf(setting.directory, ask.units, ask.district) } };
    return { at, answer: { kind: 'absorb', ok: false, code: 'NOT_FOUND', message: 'alone here', refusal: true } };
  });
}

export function opened(
  setting: Setting,
  at: string,
  facts: IssueState['facts'] = { units: ['L', 'J1'] },
): { state: IssueState; record: StepRecord } {
  const intake = {
    no: 'N-1',
    source: 'media',
    externalId: '1',
    receivedAt: at,
    acceptedAt: null,
    category: 'general',
    district: '520103',
    street: null,
    point: null,
    anonymous: true,
    channel: 'page' as const,
    reporter: {},
    text: 't',
    photos: [],
  };
  const turn = take(
    setting,
    null,
    {
      kind: 'open',
      at,
      no: 'N-1',
      release: setting.desk.plan.hash,
      editions: { [setting.calendarId]: 1 },
      intake,
      facts,
      relapseOf: null,
    },
    at,
  );
  if (!turn.ok || !turn.record) throw new Error('an intake opens');
  return { state: turn.state, record: turn.record };
}

export function personOf(setting: Setting, id: string): Actor {
  const person = setting.directory.people.find((one) => one.id === id);
  if (!person) return { id, roles: ['citizen'], unit: null, district: null };
  return { id, roles: person.roles, unit: person.unit, district: person.district };
}

export const commandInput = (
  setting: Setting,
  id: string,
  who: string,
  name: CommandName,
  at: string,
  data: Record<string, unknown>,
): Input => ({
  kind: 'command',
  command: { id, name, at, actor: personOf(setting, who), data },
});

/** Freezes a value to its depths: a write to it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
