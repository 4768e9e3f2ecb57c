import type { Answer, Ask, CommandInput, IssueState } from '#domain';
import { type Decider, deciderOf, type Release, systemActor, withdrawnAmong } from '#domain';
import type { Store } from '#store';
import type { IssueActivities } from '..';

/** How another issue is reached: its command, and its state afterwards. A refusal bears the domain's code. */
export type OtherIssues = {
  command(no: string, command: CommandInput): Promise<{ ok: true } | { ok: false; code: string; message: string }>;
  state(no: string): Promise<IssueState | null>;
};

export type IssueActivityTools = { store: Store; others: OtherIssues; now: () => string };

export function createIssueActivities(tools: IssueActivityTools): IssueActivities {
  const deciders = new WeakMap<Release, Decider>();
  return {
    answerAsk: ({ ask, release }) => answer(tools, deciders, ask, release),
  };
}

async function answer(
  tools: IssueActivityTools,
  deciders: WeakMap<Release, Decider>,
  ask: Ask,
  release: string,
): Promise<Answer> {
  switch (ask.kind) {
    case 'lookUp':
      return { kind: 'lookUp', ok: true, slice: await tools.store.directory.slice(ask.units, ask.district) };
    case 'decide':
    case 'conditions': {
      const held = await tools.store.releases.byHash(release);
      if (!held) throw new Error(`release ${release} is not in the store`);
      const facts = await tools.store.sealing.unsealDeep(ask.facts);
      const decider = deciders.get(held) ?? deciderOf(held.content);
      deciders.set(held, decider);
      return ask.kind === 'decide'
        ? decider.decide({ ...ask, facts }, tools.now())
        : decider.conditions({ ...ask, facts }, tools.now());
    }
    case 'absorb':
      return absorb(tools, ask);
    case 'giveBack':
      return giveBack(tools, ask);
  }
}

/** C09: the target takes the reporters; asked again with the same id it does not take them twice. */
async function absorb({ others }: IssueActivityTools, ask: Extract<Ask, { kind: 'absorb' }>): Promise<Answer> {
  const data = { from: ask.from, intakes: ask.intakes, facts: ask.facts };
  const taken = await others.command(ask.target, {
    id: `absorb-${ask.from}-${ask.id}`,
    name: 'absorb',
    at: ask.at,
    actor: systemActor,
    data,
  });
  if (!taken.ok) return { kind: 'absorb', ok: false, code: taken.code, message: taken.message, refusal: true };
  const state = await others.state(ask.target);
  return { kind: 'absorb', ok: true, promiseDue: state?.clocks.find((c) => c.id === 'promise')?.dueAt ?? null };
}

/**
 * C25: the target gives the reporters back. One that is over (archived, withdrawn) takes no command: then nothing is to be given,
 * and the un-merge goes on. Who withdrew there is asked first, for afterwards the target no longer knows them.
 */
async function giveBack({ others }: IssueActivityTools, ask: Extract<Ask, { kind: 'giveBack' }>): Promise<Answer> {
  const withdrawn = withdrawnAmong(await others.state(ask.target), ask.intakes);
  const data = { to: ask.to, intakes: ask.intakes };
  const id = `giveBack-${ask.to}-${ask.id}`;
  const given = await others.command(ask.target, { id, name: 'giveBack', at: ask.at, actor: systemActor, data });
  if (!given.ok && given.code !== 'NOT_ALLOWED_IN_STATE')
    return { kind: 'giveBack', ok: false, code: given.code, message: given.message, refusal: true };
  return { kind: 'giveBack', ok: true, withdrawn };
}
