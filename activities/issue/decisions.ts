import {
  compileTable,
  evaluateConditions,
  evaluateLiteral,
  type Answer,
  type Ask,
  type CompiledTable,
  type Decision,
  type Facts,
  type Release,
} from '#domain';

type Ready = { evaluate: CompiledTable['evaluate'] };

/** Decisions of a release, compiled once and asked often; what is wrong for good is an answer (an incident), not an error. */
export type Decisions = {
  decide(release: Release, ask: Extract<Ask, { kind: 'decide' }>, facts: Facts, now: string): Answer;
  conditions(release: Release, ask: Extract<Ask, { kind: 'conditions' }>, facts: Facts): Answer;
};

export function createDecisions(): Decisions {
  const compiled = new WeakMap<Decision, Ready>();
  const ready = (decision: Decision): Ready => {
    const known = compiled.get(decision);
    if (known) return known;
    const made: Ready =
      decision.kind === 'table' ? compileTable(decision) : { evaluate: (facts, options) => evaluateLiteral(decision, facts, options) };
    compiled.set(decision, made);
    return made;
  };
  return {
    decide: (release, ask, facts, now) => {
      const decision = release.content.decisions.find((d) => d.id === ask.decision);
      if (!decision)
        return { kind: 'decide', ok: false, code: 'NO_SUCH_DECISION', message: `${ask.decision} is not in the release` };
      const result = ready(decision).evaluate(facts, { now });
      if (!result.ok) return { kind: 'decide', ok: false, code: result.error.code, message: result.error.message.en };
      return { kind: 'decide', ok: true, outputs: outputsOf(result.value), matched: [...result.matched], table: decision.id };
    },
    conditions: (release, ask, facts) => {
      const edges = release.content.flow.edges.filter((e) => e.from === ask.node && e.when !== undefined);
      const chosen = evaluateConditions(
        edges.map(({ id, when }) => ({ id, when: when ?? '' })),
        facts,
      );
      if (chosen.ok) return { kind: 'conditions', ok: true, edge: chosen.id };
      if (chosen.error.code === 'NO_MATCH') return { kind: 'conditions', ok: true, edge: null };
      return { kind: 'conditions', ok: false, code: chosen.error.code, message: chosen.error.message.en };
    },
  };
}

/** A single-hit table answers with a context of facts; a table that lists its hits gives the list of each output. */
function outputsOf(value: unknown): Facts {
  if (!Array.isArray(value)) return (value ?? {}) as Facts;
  const rows = value.filter((row): row is Facts => typeof row === 'object' && row !== null && !Array.isArray(row));
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return Object.fromEntries([...names].map((name) => [name, rows.map((row) => row[name] ?? null)]));
}
