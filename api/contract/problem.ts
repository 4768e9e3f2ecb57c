import { z } from 'zod';
import { type RefusalCode, bilingualSchema, commandNames, jsonSchema, refusalCodes } from '#domain';

/** Codes of the door itself; what the domain refuses has the domain's codes (DOMAIN 2.7). */
const doorCodes = [
  'NOT_SIGNED_IN',
  'BAD_CREDENTIALS',
  'PASSWORD_CHANGE_REQUIRED',
  'CSRF_REFUSED',
  'TOO_MANY_REQUESTS',
  'IDEMPOTENCY_KEY_MISSING',
  'REVISION_MISSING',
  'SCENARIO_FAILED',
  'SIGNATURE_INVALID',
  'BUNDLE_UNREADABLE',
  'BUNDLE_VERSION',
  'BUNDLE_INVALID',
  'BUNDLE_TAMPERED',
  'SIGNER_UNKNOWN',
  'SIGNATURE_STALE',
  'REPLAYED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'MALFORMED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

export const problemCodes = [...refusalCodes, ...doorCodes] as const;
export type ProblemCode = RefusalCode | (typeof doorCodes)[number];

/** The one table from code to HTTP status: DOMAIN 2.7 (409 unless said) and RFC 9110, 6585. */
export const statusOf: Readonly<Record<ProblemCode, number>> = {
  NOT_ALLOWED_IN_STATE: 409,
  EXTENSION_AFTER_DUE: 409,
  EXTENSION_LIMIT: 409,
  RETURN_WINDOW_CLOSED: 409,
  DESIGNATED: 409,
  JOINT_OUTSTANDING: 202,
  REWORK_LIMIT: 409,
  REOPEN_WINDOW_CLOSED: 409,
  ALREADY_CLAIMED: 409,
  SAME_REVIEWER: 409,
  SAME_PERSON: 409,
  REPLY_NOT_APPROVED: 409,
  CONSENT_MISSING: 409,
  AI_LABEL_MISSING: 422,
  PROOF_FAILED: 422,
  CHECK_FAILED: 422,
  INVALID_INPUT: 422,
  FORBIDDEN: 403,
  FORBIDDEN_UNIT: 403,
  NOT_FOUND: 404,
  REVISION_CONFLICT: 412,
  BOUNCE_LIMIT: 409,
  SECOND_SIGNATURE_MISSING: 409,
  NOT_SIGNED_IN: 401,
  BAD_CREDENTIALS: 401,
  PASSWORD_CHANGE_REQUIRED: 403,
  CSRF_REFUSED: 403,
  TOO_MANY_REQUESTS: 429,
  IDEMPOTENCY_KEY_MISSING: 400,
  REVISION_MISSING: 428,
  SCENARIO_FAILED: 422,
  SIGNATURE_INVALID: 401,
  BUNDLE_UNREADABLE: 422,
  BUNDLE_VERSION: 422,
  BUNDLE_INVALID: 422,
  BUNDLE_TAMPERED: 422,
  SIGNER_UNKNOWN: 409,
  SIGNATURE_STALE: 401,
  REPLAYED: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  MALFORMED: 400,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** One command the caller may give now, and where. */
export const allowedCommandSchema = z.object({
  name: z.enum(commandNames),
  /** The step or unit's share it is about; null for one that concerns the whole issue. */
  node: z.string().nullable(),
  assignment: z.string().nullable(),
});
export type AllowedCommand = z.infer<typeof allowedCommandSchema>;

/** What a check says of a draft: `error` blocks publishing, `warning` may be waived with a reason (DESIGN 5). */
export const findingSchema = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning']),
    /** Where to jump: a node or an edge on the canvas, or a place inside another document (`tables.route.rules.3`). */
    node: z.string().optional(),
    edge: z.string().optional(),
    at: z.string().optional(),
    message: bilingualSchema,
    /** What would put it right. */
    mend: bilingualSchema,
    /** A finding of the proof: one small issue that shows it, the steps it comes through, and the same as a scenario to be saved. */
    counterExample: z
      .object({
        facts: z.record(z.string(), jsonSchema),
        way: z.array(z.object({ node: z.string(), name: bilingualSchema })),
        scenario: z.record(z.string(), jsonSchema),
      })
      .optional(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof findingSchema>;

/** RFC 9457, `application/problem+json`; `code` is stable and from a closed list, `text` is what to show. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(problemCodes),
    text: bilingualSchema,
    detail: z.string().optional(),
    instance: z.string().optional(),
    /** Set on 500: what to quote when asking an operator; the details are in the log under it. */
    id: z.string().optional(),
    /** Fields that did not fit, with their path. */
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** A refused command says what the caller may do instead. */
    allowed: z.array(allowedCommandSchema).optional(),
    findings: z.array(findingSchema).optional(),
    /** On `REVISION_CONFLICT`: the document as it stands, so that both sides can be shown. */
    current: z.unknown().optional(),
    /** Units whose answer is awaited, the winner of a claim and the like. */
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;
