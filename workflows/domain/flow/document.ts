import { z } from 'zod';
import { bilingualSchema, jsonSchema, keySchema } from '../text';
import { caseStateSchema, eventNameSchema, resultCodeSchema, roleSchema } from '../issue/words';

/**
 * The flow document: what an administrator draws and the server stores. The canvas is a view of it.
 * Kinds are those of DESIGN 5; presets of the palette are these kinds with fields filled in.
 */

/** What taking an outcome does beyond moving the token (C10, C15, C16, C21…). */
export const markSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('startPromise') }),
  z.object({ do: z.literal('stopPromise') }),
  z.object({ do: z.literal('pausePromise') }),
  z.object({ do: z.literal('resumePromise') }),
  z.object({ do: z.literal('acceptReplies') }),
  z.object({ do: z.literal('returnReplies') }),
  z.object({ do: z.literal('startCycle') }),
  z.object({ do: z.literal('set'), fact: keySchema, value: jsonSchema }),
  z.object({ do: z.literal('result'), code: resultCodeSchema }),
]);
export type Mark = z.infer<typeof markSchema>;

/** One way a person (or the resident) leaves a step. `id` is the edge's outcome. */
export const outcomeSchema = z.object({
  id: keySchema,
  label: bilingualSchema,
  /** The command that takes it; a step of the administrator's own invention is taken by `choose`. */
  command: keySchema,
  /** Further fields the command must bear, e.g. `{ "answer": ["solved", "partly"] }`. */
  when: z.record(keySchema, z.array(jsonSchema)).optional(),
  event: eventNameSchema,
  marks: z.array(markSchema).default([]),
  /** Fields the form must hold, each non-empty (`INVALID_INPUT` else). */
  requires: z.array(keySchema).default([]),
  /** A second person of one of these roles must have signed first (C08, C27). */
  secondSignature: z.object({ roles: z.array(roleSchema).min(1), whenFact: keySchema.optional() }).optional(),
  /** Told to residents on the tracking page when taken. */
  resident: bilingualSchema.optional(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

const base = {
  id: keySchema,
  name: bilingualSchema,
  position: z.object({ x: z.number(), y: z.number() }),
  /** The state of the case while the token stands here (DOMAIN 2.3). */
  stage: caseStateSchema.optional(),
  /** What the resident reads while the issue is here. */
  resident: bilingualSchema.optional(),
  note: z.string().max(2000).optional(),
  /** The stage limit of the policy that runs while the token stands here, e.g. `verify`. */
  limit: keySchema.optional(),
};

const person = {
  roles: z.array(roleSchema).min(1),
  outcomes: z.array(outcomeSchema).min(1),
  /** Nodes whose last performer may not act here (separation of duties, DOMAIN 2.6). */
  notSameAs: z.array(keySchema).default([]),
  /** Nobody of a unit that handles the issue may act here (C16, callback agent). */
  notOfHandlingUnit: z.boolean().default(false),
};

const kinds = {
  start: z.object({ ...base, kind: z.literal('start') }),
  task: z.object({ ...base, ...person, kind: z.literal('task') }),
  decide: z.object({
    ...base,
    kind: z.literal('decide'),
    /** The table or literal decision of the release. */
    decision: keySchema,
    event: eventNameSchema,
    /** Decide anew at each visit, or only when none of its outputs is a fact yet. */
    once: z.boolean().default(false),
  }),
  assign: z.object({
    ...base,
    kind: z.literal('assign'),
    /** The facts that hold the unit codes and the lead's code. */
    unitsFact: keySchema.default('units'),
    leadFact: keySchema.default('lead'),
    lane: z.enum(['media', 'government', 'volunteer', 'merchant']).default('government'),
    /** `lead`: the lead's reply after its required joint units (T08); `all`: every required one; `any`: the first. */
    join: z.enum(['lead', 'all', 'any']).default('lead'),
    /** Optional assignments never block the join and follow `onClose` when the issue closes (DOMAIN 2.9). */
    required: z.boolean().default(true),
    onClose: z.enum(['continue', 'cancel']).default('continue'),
  }),
  offer: z.object({
    ...base,
    kind: z.literal('offer'),
    to: z.enum(['volunteer', 'merchant']),
    /** The fact that names who may claim or quote. */
    teamsFact: keySchema.default('teams'),
    required: z.boolean().default(true),
    onClose: z.enum(['continue', 'cancel']).default('continue'),
  }),
  whistle: z.object({
    ...base,
    kind: z.literal('whistle'),
    whistle: z.enum(['daily', 'hard', 'emergency']),
    unitsFact: keySchema.default('units'),
  }),
  fork: z.object({ ...base, kind: z.literal('fork') }),
  join: z.object({
    ...base,
    kind: z.literal('join'),
    wait: z.union([z.literal('all'), z.literal('any'), z.literal('required'), z.number().int().positive()]),
  }),
  ask: z.object({
    ...base,
    ...person,
    kind: z.literal('ask'),
    question: z.enum(['info', 'rating']),
    /** The policy window after which nobody waits any longer; then outcome `expired`. */
    window: keySchema,
    /** The policy's number of contact tries by staff, counted by `contact` (info) or `callBack` (rating). */
    tries: keySchema.optional(),
    pausesPromise: z.boolean().default(false),
  }),
  wait: z.object({
    ...base,
    kind: z.literal('wait'),
    until: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('length'), window: keySchema }),
      /** Until the instant that a fact holds, e.g. an appointment; one that is past, or no instant, is not waited for. */
      z.object({ kind: z.literal('date'), fact: keySchema }),
      /**
       * Word from outside, for a time. `from` is the endpoint or source that may send it (any of them when none is named), `takes` the
       * facts it may bring.
       */
      z.object({
        kind: z.literal('message'),
        name: keySchema,
        window: keySchema,
        from: keySchema.optional(),
        takes: z.array(keySchema).max(50).optional(),
      }),
      /** A recurring inspection (挂账, 长效复查): looked at again each `every`, over at the end of `window` (C22). */
      z.object({ kind: z.literal('review'), window: keySchema, every: keySchema }),
    ]),
  }),
  publish: z.object({
    ...base,
    kind: z.literal('publish'),
    channels: z.array(keySchema).min(1),
    /** The story exposes the matter: it begins only when supervision has approved that (DOMAIN 4 #26). */
    exposes: z.boolean().optional(),
  }),
  /** Either another system (`endpoint`, signed; its word is awaited for `window`) or another drawing of the release (`flow`). */
  call: z.object({
    ...base,
    kind: z.literal('call'),
    endpoint: keySchema.optional(),
    window: keySchema.optional(),
    /** The facts that are sent along, and those that the answer may bring. */
    sends: z.array(keySchema).max(50).optional(),
    takes: z.array(keySchema).max(50).optional(),
    flow: keySchema.optional(),
    /** The ends of that drawing: by each of them the step is left. */
    ends: z.array(keySchema).max(50).optional(),
  }),
  end: z.object({
    ...base,
    kind: z.literal('end'),
    stage: caseStateSchema,
    result: resultCodeSchema.optional(),
    reopenTo: keySchema.optional(),
    /** Long-term cases are looked at again so long after this end, and an answer is awaited so long (DOMAIN 4 #33). */
    followUp: z.object({ window: keySchema, answerWindow: keySchema }).optional(),
  }),
};

export const flowNodeSchema = z.discriminatedUnion('kind', [
  kinds.start,
  kinds.task,
  kinds.decide,
  kinds.assign,
  kinds.offer,
  kinds.whistle,
  kinds.fork,
  kinds.join,
  kinds.ask,
  kinds.wait,
  kinds.publish,
  kinds.call,
  kinds.end,
]);
export type FlowNode = z.infer<typeof flowNodeSchema>;
export type NodeKind = FlowNode['kind'];
export type NodeOf<K extends NodeKind> = Extract<FlowNode, { kind: K }>;

/** An edge leaves by a named outcome, or by a FEEL condition over the facts, in order, or as the default. */
export const flowEdgeSchema = z.object({
  id: keySchema,
  from: keySchema,
  to: keySchema,
  outcome: keySchema.optional(),
  when: z.string().min(1).max(2000).optional(),
  isDefault: z.boolean().optional(),
  /** A fork's branch that a join waiting for the required ones does not wait for. */
  optional: z.boolean().optional(),
  /** Where the line bends on the canvas; layout only. */
  bends: z.array(z.object({ x: z.number(), y: z.number() })).optional(),
});
export type FlowEdge = z.infer<typeof flowEdgeSchema>;

export const flowSchema = z.object({
  format: z.literal(1),
  id: keySchema,
  name: bilingualSchema,
  /** The policy whose limits the nodes name. */
  policy: keySchema,
  /** Facts that this city's intakes and reviewers give beyond the desk's own, so that tables may read them. */
  facts: z.array(z.object({ id: keySchema, label: bilingualSchema })).optional(),
  nodes: z.array(flowNodeSchema),
  edges: z.array(flowEdgeSchema),
  notes: z
    .array(z.object({ id: keySchema, text: z.string().max(4000), position: z.object({ x: z.number(), y: z.number() }) }))
    .default([]),
});
export type Flow = z.infer<typeof flowSchema>;
