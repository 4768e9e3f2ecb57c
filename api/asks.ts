import { type Answer, type Ask, type Answered, type Decider, deciderOf } from '#domain';
import type { Store } from '#store';

/** Answers what a turn asks while it is only tried: by the release and the directory, and without touching another issue. */
export type AskHere = (ask: Ask) => Promise<Answered>;

const deciders = new Map<string, Decider>();
const mostDeciders = 20;

export function asksAnsweredHere(store: Store, release: string, at: string): AskHere {
  return async (ask) => ({ at, answer: await answerOf(store, release, ask, at) });
}

async function answerOf(store: Store, release: string, ask: Ask, at: string): Promise<Answer> {
  switch (ask.kind) {
    case 'lookUp':
      return { kind: 'lookUp', ok: true, slice: await store.directory.slice(ask.units, ask.district) };
    case 'absorb':
      return { kind: 'absorb', ok: false, code: 'NOT_ALLOWED_IN_STATE', message: 'only tried', refusal: true };
    case 'giveBack':
      return { kind: 'giveBack', ok: true, withdrawn: [] };
    case 'decide':
    case 'conditions': {
      const decider = await deciderFor(store, release);
      const facts = await store.sealing.unsealDeep(ask.facts);
      return ask.kind === 'decide' ? decider.decide({ ...ask, facts }, at) : decider.conditions({ ...ask, facts }, at);
    }
  }
}

async function deciderFor(store: Store, release: string): Promise<Decider> {
  const known = deciders.get(release);
  if (known) return known;
  const held = await store.releases.byHash(release);
  if (!held) throw new Error(`release ${release} is not in the store`);
  const decider = deciderOf(held.content);
  if (deciders.size >= mostDeciders) deciders.delete([...deciders.keys()][0] ?? '');
  deciders.set(release, decider);
  return decider;
}
