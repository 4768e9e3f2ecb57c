import { z } from 'zod';
import { canonicalJson, sha256Hex } from '../canonical';
import { policySchema, weeklyHoursSchema } from '../deadline';
import { decisionSchema } from '../rules';
import { bilingualSchema, keySchema } from '../text';
import { flowSchema, type Flow, type FlowEdge, type FlowNode } from './document';

/** The compiler's output format: inside every plan's hash, so that a new format never answers to an old name. */
export const PLAN_FORMAT = 1;

/** What publishing freezes (DESIGN 8): the flow with its layout, the decisions, the policy and the calendars' weekly hours. */
export const releaseContentSchema = z.object({
  format: z.literal(1),
  city: keySchema,
  /** Given at publishing; 0 while it is a draft. */
  number: z.int().nonnegative(),
  name: bilingualSchema,
  flow: flowSchema,
  /** The drawings that its `call` steps enter, and those that these enter; none that is not called. */
  subflows: z.array(flowSchema).optional(),
  decisions: z.array(decisionSchema),
  policy: policySchema,
  hours: z.array(weeklyHoursSchema),
});
export type ReleaseContent = z.infer<typeof releaseContentSchema>;

/** A published release. The author is not the approver; both hashes are checked whenever it is read. */
export const releaseSchema = z
  .object({
    content: releaseContentSchema,
    /** Names the plan: layout and notes of the canvas do not change it. */
    planHash: z.string().regex(/^[0-9a-f]{64}$/),
    /** Names every character of the release. */
    contentHash: z.string().regex(/^[0-9a-f]{64}$/),
    author: z.string().min(1),
    approver: z.string().min(1),
    publishedAt: z.iso.datetime(),
    note: z.string().default(''),
    /** The back-test of exactly this content that lay on the table when it was approved; none where there was none. */
    backTest: z
      .object({
        id: z.string(),
        depth: z.enum(['decisions', 'journeys']),
        issues: z.int().nonnegative(),
        changed: z.int().nonnegative(),
        finishedAt: z.iso.datetime(),
        kinds: z.record(z.string(), z.int().nonnegative()),
      })
      .optional(),
  })
  .refine((release) => release.author !== release.approver, 'the author is not the approver');
export type Release = z.infer<typeof releaseSchema>;

/** The hash of all that a release says, drawing included. */
export const contentHashOf = (content: ReleaseContent): string => sha256Hex(canonicalJson(content));

/** The hash of all that can change what happens to an issue: everything but where things lie on the canvas and notes there. */
export const planHashOf = (content: ReleaseContent): string =>
  sha256Hex(
    canonicalJson({
      ...content,
      planFormat: PLAN_FORMAT,
      flow: withoutLayout(content.flow),
      ...(content.subflows ? { subflows: content.subflows.map(withoutLayout) } : {}),
    }),
  );

function withoutLayout({ notes: _notes, nodes, edges, ...rest }: Flow): unknown {
  return { ...rest, nodes: nodes.map(plainNode), edges: edges.map(plainEdge) };
}

const plainNode = ({ position: _position, note: _note, ...rest }: FlowNode): unknown => rest;
const plainEdge = ({ bends: _bends, ...rest }: FlowEdge): unknown => rest;
