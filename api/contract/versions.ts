import { z } from 'zod';
import {
  type Role,
  bilingualSchema,
  bundleSchema,
  flowSchema,
  jsonSchema,
  keySchema,
  policySchema,
  releaseDiffSchema,
} from '#domain';
import { instant } from './paging';
import { releaseHead } from './releases';
import { route } from './route';

const authors = ['ruleAuthor', 'administrator'] as const satisfies Role[];
const readers = [...authors, 'ruleApprover', 'auditor', 'citySupervision', 'operator'] as const satisfies Role[];
const params = z.object({ id: keySchema });
const releaseParams = z.object({ id: z.string().min(1).max(80) });
const reads = ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'] as const;

const draftKind = z.enum(['flow', 'table', 'policy', 'calendar', 'scenario']);

/** A draft and everybody who has a hand in it since the last release. */
const draftHead = z.object({
  kind: draftKind,
  id: z.string(),
  name: bilingualSchema,
  revision: z.number().int(),
  updatedAt: instant,
  updatedBy: z.string(),
  updatedByName: z.string(),
  authors: z.array(z.object({ person: z.string(), name: z.string(), at: instant })),
});

/** A document that a restore or an import would write; `same` ones stay untouched. */
const plannedDraft = z.object({
  kind: draftKind,
  id: z.string(),
  name: bilingualSchema,
  /** The revision of the draft that is there; null for a new one. */
  revision: z.number().int().nullable(),
  becomes: z.enum(['new', 'replaced', 'same', 'removed']),
});

const draftChange = z.object({
  id: z.string(),
  what: z.enum(['restore', 'import', 'undo']),
  release: z.number().int().nullable(),
  signer: bilingualSchema.nullable(),
  /** The change that it undid. */
  undid: z.string().nullable(),
  by: z.string(),
  byName: z.string(),
  at: instant,
  drafts: z.array(plannedDraft),
  /** Nobody has saved any of these drafts since: what they were before can be had back. */
  undoable: z.boolean(),
  undone: z.boolean(),
});

/** What both sides of a difference are drawn from. */
const side = z.object({
  /** A number, or the drafts as they are now. */
  release: z.number().int().nullable(),
  name: bilingualSchema,
  flow: flowSchema,
  policy: policySchema,
});

const diff = z.object({
  before: side,
  after: side,
  diff: releaseDiffSchema,
  /** The drafts compared, with their authors; empty where both sides are releases. */
  drafts: z.array(draftHead),
});

/** Names the drafts that were looked at, each with its revision; what is carried out names it again. */
const base = z.string().regex(/^[0-9a-f]{64}$/);

const plan = z.object({
  base,
  drafts: z.array(plannedDraft),
  /** From the drafts as they are to what they would become; null where they do not stand together at the moment. */
  change: diff.nullable(),
});

const oneSide = z.union([z.literal('draft'), z.string().regex(/^\d{1,9}$/)]);

const signer = z.object({
  name: bilingualSchema,
  city: z.string(),
  key: z.string(),
  /** The first digits of the key's hash, to be compared by telephone. */
  fingerprint: z.string(),
  /** Signed by this installation. */
  own: z.boolean(),
});

const bundleErrors = ['BUNDLE_UNREADABLE', 'BUNDLE_VERSION', 'BUNDLE_INVALID', 'BUNDLE_TAMPERED'] as const;
const writes = ['REVISION_CONFLICT', 'INVALID_INPUT', 'CSRF_REFUSED', 'IDEMPOTENCY_KEY_MISSING'] as const;
const changed = { 200: { summary: { zh: '已写入草稿', en: 'Written into the drafts' }, body: draftChange } } as const;

/**
 * History, differences, restore and bundles. Nothing here publishes: a restore and an import write drafts, as one change that can be
 * undone, over the revisions that were seen and no others.
 */
export const versionRoutes = {
  readHistory: route({
    method: 'get',
    path: '/api/flows/{id}/history',
    tag: 'releases',
    audience: readers,
    summary: { zh: '流程的历次版本与草稿变动', en: 'The releases of a flow, and what was written into its drafts at once' },
    params,
    responses: {
      200: {
        summary: { zh: '最新在前', en: 'The newest first' },
        body: z.object({
          releases: z.array(releaseHead.extend({ running: z.number().int() })),
          changes: z.array(draftChange),
          drafts: z.array(draftHead),
        }),
      },
    },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN'],
  }),
  diffReleases: route({
    method: 'get',
    path: '/api/flows/{id}/diff',
    tag: 'releases',
    audience: readers,
    summary: { zh: '比较两个版本，或版本与草稿', en: 'Two releases compared, or one and the drafts' },
    params,
    query: z.object({ from: oneSide, to: oneSide.default('draft') }),
    responses: { 200: { summary: { zh: '差别', en: 'What differs, in words' }, body: diff } },
    errors: [...reads, 'INVALID_INPUT', 'CHECK_FAILED'],
  }),
  planRestore: route({
    method: 'get',
    path: '/api/flows/{id}/restore',
    tag: 'releases',
    audience: authors,
    summary: { zh: '预览：把草稿恢复成某个版本', en: 'What restoring a release into the drafts would change' },
    params,
    query: z.object({ release: z.coerce.number<string>().int().positive() }),
    responses: { 200: { summary: { zh: '预览', en: 'The plan' }, body: plan } },
    errors: [...reads, 'INVALID_INPUT'],
  }),
  restoreRelease: route({
    method: 'post',
    path: '/api/flows/{id}/restore',
    tag: 'releases',
    audience: authors,
    summary: { zh: '把草稿恢复成某个版本', en: 'Make the drafts equal to a release' },
    params,
    body: z.object({ release: z.number().int().positive(), base }),
    idempotent: true,
    responses: changed,
    errors: [...reads, ...writes],
  }),
  undoChange: route({
    method: 'post',
    path: '/api/flows/{id}/undo',
    tag: 'releases',
    audience: authors,
    summary: { zh: '撤销一次恢复或导入', en: 'Undo a restore or an import' },
    params,
    body: z.object({ change: z.string().min(1).max(200) }),
    idempotent: true,
    responses: changed,
    errors: [...reads, ...writes],
  }),
  exportBundle: route({
    method: 'get',
    path: '/api/releases/{id}/bundle',
    tag: 'releases',
    audience: readers,
    summary: { zh: '导出版本包（签名）', en: 'A release as one signed bundle' },
    params: releaseParams,
    responses: { 200: { summary: { zh: '版本包', en: 'The bundle' }, body: bundleSchema } },
    errors: reads,
  }),
  planImport: route({
    method: 'post',
    path: '/api/bundles/plan',
    tag: 'releases',
    audience: authors,
    summary: { zh: '预览：导入版本包', en: 'What importing a bundle would change' },
    body: z.object({ bundle: jsonSchema }),
    responses: {
      200: {
        summary: { zh: '预览', en: 'Who signed it, and the plan' },
        body: plan.extend({ flow: z.string(), signer, release: bundleSchema.shape.release, scenarios: z.number().int() }),
      },
    },
    errors: [...bundleErrors, 'NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT', 'CSRF_REFUSED'],
  }),
  importBundle: route({
    method: 'post',
    path: '/api/bundles',
    tag: 'releases',
    audience: authors,
    summary: { zh: '把版本包写入草稿', en: 'Write a bundle into the drafts' },
    body: z.object({
      bundle: jsonSchema,
      base,
      /** Another installation's signature counts only when an administrator accepts it: its name, and the key that was shown. */
      accept: z.object({ name: z.string().min(1).max(200), key: z.string().min(1).max(100) }).optional(),
    }),
    idempotent: true,
    responses: changed,
    errors: [...bundleErrors, 'SIGNER_UNKNOWN', 'NOT_SIGNED_IN', 'FORBIDDEN', ...writes],
  }),
  exportBpmn: route({
    method: 'get',
    path: '/api/releases/{id}/bpmn',
    tag: 'releases',
    audience: readers,
    summary: { zh: '版本的流程图（BPMN 2.0）', en: 'The drawing of a release as BPMN 2.0' },
    params: releaseParams,
    responses: { 200: { summary: { zh: 'BPMN', en: 'The BPMN' }, body: z.object({ bpmn: z.string() }) } },
    errors: reads,
  }),
  exportReleaseDmn: route({
    method: 'get',
    path: '/api/releases/{id}/dmn',
    tag: 'releases',
    audience: readers,
    summary: { zh: '版本的全部决策表（DMN 1.5）', en: 'All tables of a release as DMN 1.5' },
    params: releaseParams,
    responses: { 200: { summary: { zh: 'DMN', en: 'The DMN' }, body: z.object({ dmn: z.string() }) } },
    errors: reads,
  }),
} as const;
