import { z } from 'zod';
import { factsSchema, keySchema, personalText } from '../text';
import { unitCodeSchema } from '../directory/unit';
import { clockPolicies, gradeSchema, laneSchema } from './words';

/**
 * Every command on an issue: its name (the imperative of its event) and its fields. The api validates with these,
 * scenarios are checked by them, the front end builds its forms from them. Fields marked personal travel sealed.
 */
const remark = personalText(2000);
const reason = personalText(2000);
const assignment = keySchema.optional();
const order = keySchema.optional();
const when = z.iso.datetime({ offset: true });
const volunteers = z.array(z.string().min(1).max(64)).max(50).optional();
/** A step of a compiled drawing: of a drawing that is called, its id stands behind the caller's. */
const stepId = z.string().min(1).max(200);
const wd = z.object({ n: z.number().int().positive(), unit: z.enum(['wd', 'nd']) });
/** Corrects what the intake found: the closed issue that comes back (DOMAIN 4 #17), or `none`. */
const relapseOf = z.string().min(1).max(40).optional();
const proof = z.object({ kind: z.enum(['call', 'visit', 'message']), reference: personalText(200) });
const place = {
  category: keySchema.optional(),
  district: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  street: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
};

export const rejectReasons = [
  'outOfScope',
  'emergencyNumber',
  'litigation',
  'petitionOpen',
  'secret',
  'privacy',
  'abuse',
  'noNewFacts',
  'noFacts',
  'commercial',
  'test',
  'other',
] as const;

export const commandSchemas = {
  // the desk: verify, first review, routing (C03–C13)
  verify: z.object({
    ...place,
    remark: remark.optional(),
    accused: z.array(z.string()).optional(),
    relapseOf,
    facts: factsSchema.optional(),
  }),
  requestInfo: z.object({ question: personalText(1000) }),
  giveInfo: z.object({
    text: personalText(4000),
    photos: z
      .array(z.object({ hash: z.string(), type: z.string() }))
      .max(9)
      .optional(),
  }),
  referOut: z.object({ to: z.enum(['emergencyNumber', 'court', 'petition', 'otherCity']), reason }),
  review: z.object({
    grade: gradeSchema.optional(),
    sensitivity: z.enum(['normal', 'sensitive', 'sealed']).optional(),
    relapseOf,
    ...place,
    remark: remark.optional(),
    facts: factsSchema.optional(),
  }),
  reject: z.object({ reasonCode: z.enum(rejectReasons), remark: remark.optional() }),
  /** The desk's answer to a proposed relapse (DOMAIN 4 #17); `of` is the closed issue. */
  decideRelapse: z.object({ of: z.string().min(1).max(40), confirm: z.boolean() }),
  merge: z.object({ target: z.string().min(1).max(40) }),
  sendBack: z.object({ remark, to: keySchema.optional() }),
  /** By the dispatcher (C12), or by a level-1 unit to units below it (T06): then `assignment` and `dueAt` are its own. */
  dispatch: z.object({
    units: z.array(unitCodeSchema).min(1).max(50),
    lead: unitCodeSchema.optional(),
    lane: laneSchema.optional(),
    assignment,
    dueAt: z.iso.datetime({ offset: true }).optional(),
    remark: remark.optional(),
    /** The order that nobody claimed, which the centre gives to a team. */
    order,
  }),
  choose: z.object({ node: keySchema, outcome: keySchema, form: z.record(keySchema, personalText(4000)).optional() }),
  sign2: z.object({ node: keySchema, outcome: keySchema }),
  // units (T01–T08)
  sign: z.object({ assignment }),
  contact: z.object({
    assignment,
    reached: z.boolean().default(true),
    proof: proof.optional(),
    note: personalText(1000).optional(),
  }),
  requestReturn: z.object({ assignment, reason, basis: personalText(1000), suggestedUnit: unitCodeSchema.optional() }),
  decideReturn: z.object({ assignment, accept: z.boolean(), unit: unitCodeSchema.optional(), remark: remark.optional() }),
  requestExtension: z.object({ assignment, length: wd, reason }),
  decideExtension: z.object({ assignment, approve: z.boolean(), remark: remark.optional() }),
  reply: z.object({
    assignment,
    did: personalText(4000),
    when: personalText(200),
    evidence: personalText(2000),
    contact: personalText(1000),
    legalBasis: personalText(1000),
    longTermMeasure: personalText(2000),
    /** The measure is to be looked at again after the case has closed (DOMAIN 4 #33). */
    longTerm: z.boolean().optional(),
    result: z.enum(['RESOLVED', 'PARTLY', 'EXPLAINED', 'REFERRED']).optional(),
  }),
  overrideJoint: z.object({ assignment, reason }),
  // reply review, callback, rework (C15–C20)
  reviewReply: z.object({
    approve: z.boolean(),
    defects: personalText(2000).optional(),
    result: z.enum(['RESOLVED', 'PARTLY', 'EXPLAINED', 'REFERRED']).optional(),
  }),
  callBack: z.object({
    answer: z.enum(['solved', 'partly', 'not', 'none']),
    satisfaction: z.enum(['verySatisfied', 'satisfied', 'fair', 'dissatisfied', 'veryDissatisfied']).optional(),
    reasonable: z.boolean().optional(),
    note: personalText(2000).optional(),
  }),
  rate: z.object({
    answer: z.enum(['solved', 'partly', 'not']),
    satisfaction: z.enum(['verySatisfied', 'satisfied', 'fair', 'dissatisfied', 'veryDissatisfied']),
    note: personalText(2000).optional(),
    order,
  }),
  startRework: z.object({ units: z.array(unitCodeSchema).optional(), remark: remark.optional() }),
  finalReply: z.object({ evidence: personalText(2000), headSignature: personalText(100) }),
  /** A grid checker's word from the place itself (DOMAIN 4 #46, #48); `takenAt` is the device's time, which may come in late. */
  checkOnSite: z.object({
    passed: z.boolean(),
    place: personalText(200),
    takenAt: when,
    photos: z
      .array(z.object({ hash: z.string(), type: z.string() }))
      .min(1)
      .max(9),
    defects: personalText(2000).optional(),
  }),
  // exposing a matter in the media (DOMAIN 4 #26)
  requestExposure: z.object({ reason }),
  decideExposure: z.object({ approve: z.boolean(), remark: remark.optional() }),
  // leaving a case out of a figure (DOMAIN 4 #15)
  requestExclusion: z.object({ kpi: z.enum(['resolution', 'satisfaction']), evidence: personalText(2000) }),
  decideExclusion: z.object({
    exclusion: keySchema.optional(),
    approve: z.boolean(),
    until: when.optional(),
    remark: remark.optional(),
  }),
  // the ledger (C21, C22)
  openLedger: z.object({
    plan: personalText(4000).optional(),
    milestones: z
      .array(z.object({ what: personalText(500), date: z.iso.date() }))
      .max(24)
      .optional(),
    headSignature: personalText(100).optional(),
  }),
  reviewLedger: z.object({
    outcome: z.enum(['continue', 'reached', 'refused']).optional(),
    milestone: z.number().int().positive().optional(),
    remark: remark.optional(),
  }),
  // cards
  appealCard: z.object({ card: keySchema.optional(), reason }),
  decideAppeal: z.object({ card: keySchema.optional(), revoke: z.boolean(), remark: remark.optional() }),
  // volunteer and merchant orders (DOMAIN 2.4)
  offer: z.object({
    lane: z.enum(['volunteer', 'merchant']).default('volunteer'),
    units: z.array(unitCodeSchema).min(1).max(50),
    /** Minors or vulnerable persons: more than one volunteer serves. */
    vulnerable: z.boolean().optional(),
    qualification: z.array(keySchema).max(9).optional(),
    appointment: when.optional(),
    remark: remark.optional(),
  }),
  claim: z.object({ order, volunteers, appointment: when.optional() }),
  release: z.object({ order, reason }),
  start: z.object({ order, volunteers }),
  complete: z.object({ order, did: personalText(4000).optional(), hours: z.number().positive().max(999).optional() }),
  quote: z.object({
    order,
    amount: z.number().nonnegative().max(10_000_000),
    terms: personalText(2000).optional(),
    serviceBy: when.optional(),
  }),
  agree: z.object({ order, unit: unitCodeSchema.optional(), consent: z.boolean().default(true) }),
  dispute: z.object({ order, reason }),
  // the resident (C23, C24)
  withdraw: z.object({ reason: reason.optional() }),
  reopen: z.object({ reason, falseClosing: z.boolean().optional() }),
  // supervision (C27) and the engine
  remind: z.object({ assignment, remark: remark.optional() }),
  grade: z.object({ grade: gradeSchema, reason }),
  unmerge: z.object({ reason }),
  reassign: z.object({ assignment, unit: unitCodeSchema, reason }),
  pause: z.object({
    assignment,
    clock: z.enum(['promise', 'reply', 'both']).default('both'),
    reason,
    question: personalText(1000).optional(),
  }),
  resume: z.object({ assignment, reason: reason.optional() }),
  forceClose: z.object({ reason, result: z.enum(['RESOLVED', 'PARTLY', 'EXPLAINED', 'REFERRED', 'UNREACHABLE', 'UNSOLVED']) }),
  blowWhistle: z.object({
    kind: z.enum(['daily', 'hard', 'emergency']),
    units: z.array(unitCodeSchema).min(1),
    assignment,
    reason,
  }),
  reportIn: z.object({
    whistle: keySchema.optional(),
    place: personalText(200),
    deviceTime: z.iso.datetime({ offset: true }).optional(),
  }),
  endWhistle: z.object({ whistle: keySchema.optional(), remark: remark.optional() }),
  applyCalendar: z.object({ calendar: keySchema, edition: z.number().int().positive() }),
  /**
   * On to another release (R12), by its plan's hash. `steps` says as which step each of the old drawing goes on, null or nothing as
   * none; `editions` names the days of a calendar that the issue has not used yet.
   */
  migrate: z.object({
    release: z.string().min(1).max(80),
    steps: z.record(stepId, stepId.nullable()),
    clocks: z.enum(clockPolicies),
    editions: z.record(keySchema, z.number().int().positive()).optional(),
    reason,
  }),
  retryIncident: z.object({ incident: keySchema }),
  repairIncident: z.object({ incident: keySchema, facts: factsSchema, reason }),
  skipIncident: z.object({ incident: keySchema, reason }),
  /** Word from outside that a step waits for: by the system that sent it, or by the desk for it. */
  receiveMessage: z.object({ message: keySchema, call: keySchema.optional(), facts: factsSchema.optional() }),
  /** From the publication workflow: its piece is published or given up (C26). */
  pieceDone: z.object({ piece: z.string(), published: z.boolean() }),
  /** From another issue's merge (C09); never a person's command. */
  absorb: z.object({ from: z.string(), intakes: z.array(z.unknown()), facts: factsSchema }),
  /** From another issue's un-merge (C25); never a person's command. */
  giveBack: z.object({ to: z.string(), intakes: z.array(z.string()) }),
} as const;

export type CommandName = keyof typeof commandSchemas;
export const commandNames = Object.keys(commandSchemas) as CommandName[];
export type CommandData<N extends CommandName> = z.output<(typeof commandSchemas)[N]>;
