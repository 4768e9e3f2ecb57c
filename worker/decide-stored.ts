import { compileTable, evaluateLiteral, type Decision, type TableResult } from '#domain';
import { openStore } from '#store';
import { readEnvironment } from './environment';

/** What a table or expression of a published release answers; undefined where the release has none of that name. */
export async function decideStored(
  name: string,
  number: number,
  facts: Record<string, unknown>,
  now: string,
): Promise<TableResult | undefined> {
  const env = readEnvironment({ TEMPORAL_ADDRESS: 'none', ...process.env });
  const store = await openStore({
    uri: env.MONGODB_URI,
    dataFolder: env.LIANGXIN_DATA,
    ...(env.LIANGXIN_MASTER_KEY ? { masterKey: env.LIANGXIN_MASTER_KEY } : {}),
  });
  try {
    const { city } = (await store.settings.get()).document;
    const release = await store.releases.byNumber(city, number);
    const decision = release?.content.decisions.find(({ id }) => id === name);
    return decision === undefined ? undefined : evaluated(decision, facts, now);
  } finally {
    await store.close();
  }
}

const evaluated = (decision: Decision, facts: Record<string, unknown>, now: string): TableResult =>
  decision.kind === 'table' ? compileTable(decision).evaluate(facts, { now }) : evaluateLiteral(decision, facts, { now });
