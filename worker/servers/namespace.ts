import { Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import { ServerProblem } from './problem';
import { waitUntil } from './wait';

/** What operators may search by (DESIGN 9), within what SQLite and SQL stores allow. Codes only: these are not encrypted. */
export const searchAttributeTypes = {
  LxStage: 'Keyword',
  LxState: 'Keyword',
  LxDistrict: 'Keyword',
  LxCategory: 'Keyword',
  LxGrade: 'Keyword',
  LxEscalation: 'Keyword',
  LxRelease: 'Keyword',
  LxLanes: 'KeywordList',
  LxUnits: 'KeywordList',
  LxDueAt: 'Datetime',
  LxStuck: 'Bool',
} as const;

const valueType = temporal.api.enums.v1.IndexedValueType;
const valueTypes = {
  Keyword: valueType.INDEXED_VALUE_TYPE_KEYWORD,
  KeywordList: valueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
  Datetime: valueType.INDEXED_VALUE_TYPE_DATETIME,
  Bool: valueType.INDEXED_VALUE_TYPE_BOOL,
} as const;

/** Closed workflows are kept so long; the server's own 24 hours would lose runs that re-projection needs. */
const RETENTION_MS = 90 * 24 * 3_600_000;
const REQUEST_MS = 5_000;
const NOT_FOUND: readonly number[] = [5];
const ALREADY_THERE: readonly number[] = [6];

/**
 * Waits until the server answers, and makes the namespace ready: it exists, keeps closed runs 90 days, and knows every
 * search attribute (an unregistered one hangs a workflow). Safe to repeat, on our own server and on a given address.
 */
export async function prepareNamespace(
  address: string,
  namespace: string,
  withinMs: number,
  givenUp?: () => boolean,
): Promise<void> {
  const desk = namespaceAt(address, namespace);
  try {
    if (!(await waitUntil(desk.exists, withinMs, givenUp))) throw unreachable(address);
    if (!(await waitUntil(() => makeReady(desk), withinMs, givenUp))) throw refused(namespace, 'timeout');
  } finally {
    await desk.close();
  }
}

/** False while it is not so yet. A namespace made a moment ago is not known to every part of the server at once. */
async function makeReady(desk: ReturnType<typeof namespaceAt>): Promise<boolean> {
  try {
    if (await desk.forgetsTooSoon()) await desk.keepLonger();
    await registerAll(desk);
    return (await desk.missing()).length === 0;
  } catch (error) {
    if (isGrpcServiceError(error) && NOT_FOUND.includes(error.code)) return false;
    throw error;
  }
}

/** How often a registration is tried that somebody else's may have come before, and how long theirs takes to be seen. */
const REGISTER_TRIES = 3;
const SEEN_MS = 3_000;

/** Several workers may start at once: who comes second is told that it exists, or that the namespace changed meanwhile. */
async function registerAll(desk: ReturnType<typeof namespaceAt>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await desk.register(await desk.missing());
      return;
    } catch (error) {
      if (await waitUntil(async () => (await desk.missing()).length === 0, SEEN_MS)) return;
      if (tries === REGISTER_TRIES) throw error;
    }
  }
}

type AttributeName = keyof typeof searchAttributeTypes;

function namespaceAt(address: string, namespace: string) {
  const connection = Connection.lazy({ address });
  const { workflowService, operatorService } = connection;
  const ask = <T>(call: () => Promise<T>): Promise<T> => connection.withDeadline(Date.now() + REQUEST_MS, call);
  const order = (call: () => Promise<unknown>): Promise<unknown> =>
    ask(call).catch((error: unknown) => {
      if (isGrpcServiceError(error) && NOT_FOUND.includes(error.code)) throw error;
      throw refused(namespace, isGrpcServiceError(error) ? error.details : String(error));
    });
  return {
    exists: (): Promise<boolean> =>
      ask(() => workflowService.describeNamespace({ namespace })).then(
        () => true,
        async (error: unknown) => {
          if (isGrpcServiceError(error) && NOT_FOUND.includes(error.code)) await create();
          return false;
        },
      ),
    forgetsTooSoon: async (): Promise<boolean> => {
      const described = await ask(() => workflowService.describeNamespace({ namespace }));
      return (optionalTsToMs(described.config?.workflowExecutionRetentionTtl) ?? 0) < RETENTION_MS;
    },
    keepLonger: () =>
      order(() =>
        workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: msToTs(RETENTION_MS) } }),
      ),
    missing: async (): Promise<AttributeName[]> => {
      const known = (await ask(() => operatorService.listSearchAttributes({ namespace }))).customAttributes;
      return attributeNames.filter((name) => known[name] !== valueTypes[searchAttributeTypes[name]]);
    },
    register: async (names: readonly AttributeName[]): Promise<void> => {
      if (names.length === 0) return;
      const searchAttributes = Object.fromEntries(names.map((name) => [name, valueTypes[searchAttributeTypes[name]]]));
      await order(() => operatorService.addSearchAttributes({ namespace, searchAttributes }));
    },
    close: () => connection.close(),
  };
  async function create(): Promise<void> {
    const wanted = { namespace, workflowExecutionRetentionPeriod: msToTs(RETENTION_MS) };
    await order(() =>
      workflowService.registerNamespace(wanted).catch((error: unknown) => {
        if (!isGrpcServiceError(error) || !ALREADY_THERE.includes(error.code)) throw error;
      }),
    );
  }
}

const attributeNames = Object.keys(searchAttributeTypes) as AttributeName[];

/** Every search attribute with its type as the service's API numbers it. */
export const searchAttributeCodes = Object.fromEntries(
  attributeNames.map((name) => [name, valueTypes[searchAttributeTypes[name]]]),
);

const unreachable = (address: string): ServerProblem =>
  new ServerProblem('TEMPORAL_UNREACHABLE', {
    zh: `连不上 Temporal（${address}）：请检查 TEMPORAL_ADDRESS 和那台服务器，或去掉该变量以使用本机服务器。`,
    en: `Temporal does not answer at ${address}: check TEMPORAL_ADDRESS and that server, or unset it to use a local one.`,
  });

const refused = (namespace: string, why: string): ServerProblem =>
  new ServerProblem('NAMESPACE_REFUSED', {
    zh: `Temporal 命名空间 ${namespace} 无法就绪（${why}）：请让管理员建立它，保留 90 天，并注册 ${attributeList()}。`,
    en: `The Temporal namespace ${namespace} could not be made ready (${why}): have its administrator create it with 90 days of retention and register ${attributeList()}.`,
  });

const attributeList = (): string => attributeNames.map((name) => `${name}=${searchAttributeTypes[name]}`).join(', ');
