import { type Answer, type Decider, deciderOf, type DirectorySlice, type Facts, type Release } from '#domain';
import type { Store } from '#store';

export type TwinActivities = {
  decide: (input: { decision: string; facts: Facts; release: string }) => Promise<Facts>;
  lookUp: (input: { units: string[]; district: string | null }) => Promise<DirectorySlice>;
};

/** The same tables, directory and records as the product's, reached without its questions and answers. */
export function createTwinActivities(store: Store): TwinActivities {
  const deciders = new WeakMap<Release, Decider>();
  return {
    decide: async ({ decision, facts, release }) => {
      const held = await store.releases.byHash(release);
      if (!held) throw new Error(`release ${release} is not in the store`);
      const decider = deciders.get(held) ?? deciderOf(held.content);
      deciders.set(held, decider);
      const ask = { id: 'q', kind: 'decide' as const, decision, facts: await store.sealing.unsealDeep(facts) };
      return outputsOf(decider.decide(ask, new Date().toISOString()));
    },
    lookUp: ({ units, district }) => store.directory.slice(units, district),
  };
}

function outputsOf(answer: Answer): Facts {
  if (answer.kind !== 'decide' || !answer.ok) throw new Error('the table gave no answer');
  return answer.outputs;
}
