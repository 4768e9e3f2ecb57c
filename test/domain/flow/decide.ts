import { compileTable } from '../../../workflows/domain/rules/compile';
import { releaseContentSchema } from '../../../workflows/domain/flow';
import { releaseOf } from './city';

/** Asks a table of a shipped city. */
export function decider(city: string) {
  const { decisions } = releaseContentSchema.parse(releaseOf(city));
  return (id: string, facts: Record<string, unknown>) => {
    const table = decisions.find((one) => one.id === id);
    if (table?.kind !== 'table') throw new Error(`no table ${id}`);
    const result = compileTable(table).evaluate(facts);
    return result.ok ? { value: result.value, matched: result.matched } : result;
  };
}
