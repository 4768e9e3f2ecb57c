import { z } from 'zod';
import { type Role, bilingualSchema, blockCodes, caseStateSchema, clockPolicies } from '#domain';
import { instant, issueNo, pageOf, pageQuery } from './paging';
import { route } from './route';

/** Whoever publishes, and the city's supervision (DOMAIN C27); a district's moves its own issues by the command itself. */
const movers = ['citySupervision', 'chief', 'ruleApprover', 'administrator'] as const satisfies Role[];
const readers = [...movers, 'ruleAuthor', 'auditor', 'operator'] as const satisfies Role[];

/** `current`, a number, or a hash. */
const releaseId = z.string().min(1).max(80);
const stepId = z.string().min(1).max(200);
const steps = z.record(stepId, stepId.nullable());
const clocks = z.enum(clockPolicies);

const release = z.object({ number: z.number().int(), planHash: z.string(), name: bilingualSchema });
const step = z.object({ id: z.string(), name: bilingualSchema, kind: z.string() });

const draftSchema = z
  .object({
    from: release,
    to: release,
    /** Every step of the old drawing: where it goes on, and whether that is certain, proposed or unknown. */
    steps: z.array(z.object({ from: step, to: z.string().nullable(), how: z.enum(['same', 'proposed', 'none']) })),
    /** The steps of the new drawing. */
    targets: z.array(step),
    /** Open issues that live by the old release. */
    open: z.number().int(),
    /** How many of them stand at each step. */
    standing: z.record(z.string(), z.number().int()),
  })
  .meta({ id: 'MigrationDraft' });

const move = z.object({
  clock: z.string(),
  kind: z.string(),
  unit: z.string().nullable(),
  unitName: bilingualSchema.nullable(),
  how: z.string(),
  from: instant.nullable(),
  to: instant.nullable(),
  fromText: z.string().nullable(),
  toText: z.string().nullable(),
});

const landing = z.object({
  token: z.string(),
  from: z.string(),
  fromName: bilingualSchema,
  to: z.string(),
  toName: bilingualSchema,
});

const change = {
  no: z.string(),
  landings: z.array(landing),
  /** Clocks that change, each with its due before and after; the cause is `migration`. */
  moves: z.array(move),
  /** Cards that go to review. */
  review: z.number().int(),
  code: z.string().nullable(),
  blocks: z.array(
    z.object({ code: z.enum(blockCodes), node: z.string(), to: z.string().nullable(), about: z.string(), text: bilingualSchema }),
  ),
};

const dryItem = z
  .object({
    ...change,
    stage: caseStateSchema,
    /** Where it stands now. */
    stands: z.array(z.object({ token: z.string(), node: z.string(), name: bilingualSchema })),
    ok: z.boolean(),
    notices: z.number().int(),
  })
  .meta({ id: 'MigrationDryRun' });

const outcomes = ['moved', 'blocked', 'ended', 'refused'] as const;

const migrationSchema = z
  .object({
    id: z.string(),
    from: z.string(),
    to: z.string(),
    fromNumber: z.number().int(),
    toNumber: z.number().int(),
    clocks,
    reason: z.string(),
    state: z.enum(['running', 'done']),
    by: z.string(),
    byName: z.string(),
    startedAt: instant,
    finishedAt: instant.nullable(),
    results: z.object({
      waiting: z.number().int(),
      moved: z.number().int(),
      blocked: z.number().int(),
      ended: z.number().int(),
      refused: z.number().int(),
    }),
  })
  .meta({ id: 'Migration' });

const itemSchema = z
  .object({ ...change, outcome: z.enum(outcomes).nullable(), at: instant.nullable() })
  .meta({ id: 'MigrationItem' });

const params = z.object({ id: z.string().min(1).max(80) });
const reads = ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'] as const;
const writes = [...reads, 'INVALID_INPUT', 'CSRF_REFUSED'] as const;

/**
 * Running issues stay on their release until somebody moves them (DESIGN 8): a mapping is drafted, tried on every issue without
 * changing one, and then carried out issue by issue, each with a result of its own.
 */
export const migrationRoutes = {
  draftMigration: route({
    method: 'get',
    path: '/api/migrations/draft',
    tag: 'migrations',
    audience: readers,
    summary: { zh: '起草两个版本之间的步骤对应', en: 'A drafted mapping of the steps of one release to those of another' },
    query: z.object({ from: releaseId, to: releaseId }),
    responses: { 200: { summary: { zh: '草稿', en: 'The draft' }, body: draftSchema } },
    errors: [...reads, 'INVALID_INPUT'],
  }),
  dryRunMigration: route({
    method: 'post',
    path: '/api/migrations/dry-run',
    tag: 'migrations',
    audience: readers,
    summary: {
      zh: '试迁移：逐件说明能否迁、落在哪、时限如何变；不改任何东西',
      en: 'Tries it on each issue: whether it can move, where to, which dues change; nothing is changed',
    },
    body: z.object({ from: releaseId, to: releaseId, steps, clocks, ...pageQuery }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(dryItem) } },
    errors: writes,
  }),
  startMigration: route({
    method: 'post',
    path: '/api/migrations',
    tag: 'migrations',
    audience: movers,
    summary: {
      zh: '开始迁移：每件一条命令，可中断续做',
      en: 'Begin: one command for each issue; it goes on where it was stopped',
    },
    idempotent: true,
    body: z.object({
      ...{ from: releaseId, to: releaseId, steps, clocks },
      reason: z.string().trim().min(1).max(2000),
      /** These alone; every open issue of the release when left out. */
      issues: z.array(issueNo).min(1).max(5000).optional(),
    }),
    responses: { 202: { summary: { zh: '已开始', en: 'Begun' }, body: migrationSchema } },
    errors: [...writes, 'IDEMPOTENCY_KEY_MISSING'],
  }),
  listMigrations: route({
    method: 'get',
    path: '/api/migrations',
    tag: 'migrations',
    audience: readers,
    summary: { zh: '历次迁移，最新在前', en: 'Migrations, the latest first' },
    responses: { 200: { summary: { zh: '全部', en: 'All of them' }, body: z.object({ items: z.array(migrationSchema) }) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN'],
  }),
  readMigration: route({
    method: 'get',
    path: '/api/migrations/{id}',
    tag: 'migrations',
    audience: readers,
    summary: { zh: '一次迁移及其进度', en: 'One migration and how far it has come' },
    params,
    responses: { 200: { summary: { zh: '迁移', en: 'The migration' }, body: migrationSchema } },
    errors: reads,
  }),
  listMigrationItems: route({
    method: 'get',
    path: '/api/migrations/{id}/issues',
    tag: 'migrations',
    audience: readers,
    summary: { zh: '逐件结果', en: 'A result for each issue' },
    params,
    query: z.object(pageQuery),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(itemSchema) } },
    errors: [...reads, 'INVALID_INPUT'],
  }),
} as const;
