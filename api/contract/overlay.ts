import { z } from 'zod';
import { type Role, flowSchema } from '#domain';
import { instant, issueNo } from './paging';
import { route } from './route';

const readers = [
  'ruleAuthor',
  'ruleApprover',
  'administrator',
  'auditor',
  'citySupervision',
  'districtSupervision',
  'chief',
  'shiftLeader',
  'operator',
] as const satisfies Role[];

const count = z.number().int();

/** Running issues on one release's drawing; whoever answers for a part of the city sees that part's. */
const overlay = z.object({
  at: instant,
  running: count,
  overdue: count,
  nodes: z.array(z.object({ node: z.string(), running: count, overdue: count, medianMs: count, longestMs: count })),
});

const issueWay = z.object({
  release: z.number().int(),
  flow: flowSchema,
  visits: z.array(z.object({ node: z.string(), times: count })),
  stands: z.array(z.string()),
  edges: z.array(z.string()),
  sentBack: z.array(z.object({ from: z.string(), to: z.string(), at: instant })),
});

/** The live overlay (DESIGN 11): where running issues are on a release's drawing, and one issue's way over its own. */
export const overlayRoutes = {
  readOverlay: route({
    method: 'get',
    path: '/api/releases/{id}/overlay',
    tag: 'releases',
    audience: readers,
    summary: { zh: '在办件在该版本流程图上的分布', en: "Where running issues stand on a release's drawing" },
    params: z.object({ id: z.string().min(1).max(80) }),
    responses: { 200: { summary: { zh: '分布', en: 'The overlay' }, body: overlay } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'],
  }),
  readWay: route({
    method: 'get',
    path: '/api/issues/{no}/way',
    tag: 'issues',
    audience: 'signedIn',
    summary: { zh: '诉求件在流程图上走过的路', en: "An issue's way over its drawing" },
    params: z.object({ no: issueNo }),
    responses: { 200: { summary: { zh: '走过的路', en: 'The way' }, body: issueWay } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN_UNIT', 'NOT_FOUND', 'INVALID_INPUT'],
  }),
} as const;
