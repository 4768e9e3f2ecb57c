import { z } from 'zod';
import {
  type AssignmentView,
  type IssueView,
  type OrderView,
  type Waiting,
  assignmentStateSchema,
  bilingualSchema,
  cardStateSchema,
  caseStateSchema,
  commandNames,
  eventNames,
  gradeSchema,
  jsonSchema,
  laneSchema,
  orderStates,
  resultCodeSchema,
  roleSchema,
} from '#domain';
import { personalFieldSchema } from './privacy';
import { allowedCommandSchema } from './problem';
import { instant } from './paging';
import { themeName } from './theme-name';

/** Shapes of issues as staff read them: the domain's view types said in zod, plus the names people need beside codes. */

const date = z.string();

export const waitingSchema: z.ZodType<Waiting, Waiting> = z.object({
  kind: z.enum([
    'task',
    'ask',
    'assignment',
    'order',
    'return',
    'extension',
    'ledger',
    'appeal',
    'whistle',
    'message',
    'exposure',
    'exclusion',
    'followUp',
    'incident',
  ]),
  node: z.string(),
  assignment: z.string().nullable(),
  roles: z.array(roleSchema),
  unit: z.string().nullable(),
  district: z.string().nullable(),
  since: date,
  dueAt: date.nullable(),
  commands: z.array(z.enum(commandNames)),
});

const assignmentViewSchema: z.ZodType<AssignmentView, AssignmentView> = z.object({
  id: z.string(),
  unit: z.string(),
  lane: laneSchema,
  role: z.enum(['lead', 'joint', 'assist']),
  required: z.boolean(),
  state: assignmentStateSchema,
  cycle: z.number().int(),
  dispatchedAt: date,
  signDue: date.nullable(),
  contactDue: date.nullable(),
  replyDue: date.nullable(),
  replyPaused: z.boolean(),
  provisional: z.string().nullable(),
  designated: z.boolean(),
  replyPending: z.boolean(),
  under: z.string().nullable(),
});

export const orderViewSchema: z.ZodType<OrderView, OrderView> = z.object({
  id: z.string(),
  kind: z.enum(['volunteer', 'merchant']),
  node: z.string(),
  required: z.boolean(),
  state: z.enum(orderStates),
  teams: z.array(z.string()),
  holder: z.string().nullable(),
  holderSince: date.nullable(),
  posting: z.number().int(),
  postedAt: date,
  assigning: z.boolean(),
  people: z.number().int(),
  qualification: z.array(z.string()),
  appointment: date.nullable(),
  contactedAt: date.nullable(),
  doneAt: date.nullable(),
  settledAt: date.nullable(),
  quotes: z.number().int(),
  next: z.object({ kind: z.string(), dueAt: date }).nullable(),
});

export const issueViewSchema: z.ZodType<IssueView, IssueView> = z
  .object({
    no: z.string(),
    release: z.string(),
    seq: z.number().int(),
    hash: z.string(),
    stage: caseStateSchema,
    final: z.boolean(),
    at: date,
    openedAt: date,
    acceptedAt: date.nullable(),
    closedAt: date.nullable(),
    result: resultCodeSchema.nullable(),
    answer: z.string().nullable(),
    satisfaction: z.string().nullable(),
    grade: gradeSchema.nullable(),
    category: z.string().nullable(),
    district: z.string().nullable(),
    street: z.string().nullable(),
    source: z.string(),
    lanes: z.array(laneSchema),
    units: z.array(z.string()),
    offeredTo: z.array(z.string()),
    intakes: z.array(z.string()),
    mergedInto: z.string().nullable(),
    relapseOf: z.string().nullable(),
    promiseDue: date.nullable(),
    promisePaused: z.boolean(),
    provisional: z.string().nullable(),
    wakeAt: date.nullable(),
    waiting: z.array(waitingSchema),
    stands: z.array(z.object({ node: z.string(), since: date, visit: z.number().int(), dueAt: date.nullable() })),
    assignments: z.array(assignmentViewSchema),
    orders: z.array(orderViewSchema),
    yellow: z.number().int(),
    red: z.number().int(),
    cards: z.array(
      z.object({
        id: z.string(),
        colour: z.enum(['yellow', 'red']),
        unit: z.string(),
        table: z.string(),
        issuedAt: date,
        state: cardStateSchema,
      }),
    ),
    ledger: z.object({ since: date, misses: z.number().int(), milestonesMissed: z.number().int() }).nullable(),
    escalation: z.enum(['none', 'reminded', 'yellow', 'red', 'whistle']),
    incidents: z.array(z.object({ id: z.string(), code: z.string(), at: date })),
    cycle: z.number().int(),
  })
  .meta({ id: 'IssueView' });

const photo = z.object({ hash: z.string(), type: z.string() });

/** One resident's submission, opened for those who may read it; what is sealed from the reader, or erased, is null. */
const intakeShape = z.object({
  no: z.string(),
  source: z.string(),
  externalId: z.string(),
  receivedAt: instant,
  acceptedAt: instant.nullable(),
  category: z.string(),
  district: z.string().nullable(),
  street: z.string().nullable(),
  point: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  anonymous: z.boolean(),
  channel: z.enum(['page', 'sms']),
  reporter: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
  address: z.string().nullable(),
  text: z.string().nullable(),
  photos: z.array(photo),
  /** Fields that were given but are sealed from this reader: a privacy officer may reveal them for a purpose. */
  sealed: z.array(personalFieldSchema),
  /** When this resident's data was deleted. */
  erasedAt: instant.nullable(),
});

const replyForm = z.object({
  did: z.string().nullable(),
  when: z.string().nullable(),
  evidence: z.string().nullable(),
  contact: z.string().nullable(),
  legalBasis: z.string().nullable(),
  longTermMeasure: z.string().nullable(),
});

/** What an assignment's card on the issue page shows beyond its view. */
const assignmentDetail = z.object({
  id: z.string(),
  unitName: bilingualSchema,
  return: z
    .object({
      at: instant,
      by: z.string(),
      reason: z.string().nullable(),
      basis: z.string().nullable(),
      suggestedUnit: z.string().nullable(),
      decision: z.enum(['accepted', 'refused', 'expired']).nullable(),
    })
    .nullable(),
  extension: z
    .object({
      at: instant,
      by: z.string(),
      length: z.object({ n: z.number().int(), unit: z.enum(['wd', 'nd']) }),
      reason: z.string().nullable(),
      decision: z.enum(['approved', 'refused', 'lapsed']).nullable(),
    })
    .nullable(),
  reply: z.object({ at: instant, by: z.string(), form: replyForm }).nullable(),
});

/** What an order's card shows beyond its view; quotes in the merchants' own words. */
export const orderDetailSchema = z.object({
  id: z.string(),
  volunteers: z.array(z.string()),
  hours: z.number().nullable(),
  hoursAdded: z.array(z.object({ volunteer: z.string(), hours: z.number() })),
  quotes: z.array(
    z.object({
      unit: z.string(),
      at: instant,
      amount: z.number(),
      terms: z.string().nullable(),
      serviceBy: instant.nullable(),
    }),
  ),
  consentAt: instant.nullable(),
  rating: z
    .object({ at: instant, by: z.string(), answer: z.enum(['solved', 'partly', 'not']), satisfaction: z.string() })
    .nullable(),
  releases: z.array(z.object({ unit: z.string(), at: instant, cause: z.enum(['released', 'notStarted']) })),
});

const question = z.object({
  id: z.string(),
  kind: z.enum(['info', 'rating', 'unit']),
  node: z.string().nullable(),
  assignment: z.string().nullable(),
  askedAt: instant,
  by: z.string(),
  text: z.string().nullable(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  tries: z.number().int(),
});

/** So many minutes with one holder: the centre, a unit, the resident, or nobody's while the clock was paused. */
const custodyShare = z.object({
  holder: z.enum(['centre', 'unit', 'citizen', 'paused']),
  unit: z.string().nullable(),
  minutes: z.number().int(),
});

const card = z.object({
  id: z.string(),
  colour: z.enum(['yellow', 'red']),
  unit: z.string(),
  assignment: z.string().nullable(),
  cycle: z.number().int(),
  issuedAt: instant,
  plannedAt: instant,
  reason: z.string(),
  state: cardStateSchema,
  inReview: z.boolean(),
  /** What it counts today: nothing once revoked or lapsed. */
  points: z.number().int(),
  /** The level-1 unit in whose table it counts, when the card is for a unit below it. */
  countedFor: z.string().nullable(),
  /** Who held the time of the clock that ran out. */
  custody: z.object({ by: z.enum(['working', 'wall']), shares: z.array(custodyShare) }).nullable(),
  appealUntil: instant.nullable(),
  appeal: z
    .object({
      at: instant,
      by: z.string(),
      reason: z.string().nullable(),
      decision: z.object({ at: instant, by: z.string(), how: z.enum(['revoked', 'upheld', 'expired']) }).nullable(),
    })
    .nullable(),
});

/** 挂账: the plan, its milestones and what was missed. */
const ledger = z.object({
  state: z.enum(['PROPOSED', 'OPEN', 'CLOSED']),
  plan: z.string().nullable(),
  headSignature: z.string().nullable(),
  milestones: z.array(
    z.object({ what: z.string().nullable(), date: z.string(), reachedAt: instant.nullable(), missed: z.boolean() }),
  ),
  since: instant.nullable(),
  misses: z.number().int(),
  reportedAt: instant.nullable(),
  closedAt: instant.nullable(),
  how: z.enum(['reached', 'refused', 'expired', 'caseEnded']).nullable(),
});

/** 曝光: who asked to expose the matter, and what supervision said. */
const exposure = z.object({
  askedAt: instant,
  by: z.string(),
  reason: z.string().nullable(),
  decision: z.enum(['approved', 'refused']).nullable(),
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
});

/** 剔除: of one figure, with its approver and its end. */
const exclusion = z.object({
  id: z.string(),
  kpi: z.enum(['resolution', 'satisfaction']),
  evidence: z.string().nullable(),
  at: instant,
  by: z.string(),
  decision: z.enum(['approved', 'refused']).nullable(),
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  until: instant.nullable(),
});

const followUp = z.object({
  state: z.enum(['PLANNED', 'ASKED', 'DONE']),
  askedAt: instant.nullable(),
  answer: z.enum(['solved', 'partly', 'not', 'none']).nullable(),
});

const whistle = z.object({
  id: z.string(),
  kind: z.enum(['daily', 'hard', 'emergency']),
  assignment: z.string().nullable(),
  blownAt: instant,
  called: z.array(z.object({ unit: z.string(), reportedAt: instant.nullable(), missed: z.boolean() })),
  state: z.enum(['BLOWN', 'WORKING', 'ENDED', 'MISSED']),
  endedAt: instant.nullable(),
});

/** Names for the codes that stand in an issue: units, persons, nodes. */
const names = z.object({
  units: z.record(z.string(), bilingualSchema),
  people: z.record(z.string(), z.string()),
  nodes: z.record(z.string(), bilingualSchema),
});

/** The issue page: everything about one issue that the caller may read, and what they may do now. */
export const issueDetailSchema = z
  .object({
    view: issueViewSchema,
    facts: z.record(z.string(), jsonSchema),
    intakes: z.array(intakeShape),
    assignments: z.array(assignmentDetail),
    orders: z.array(orderDetailSchema),
    questions: z.array(question),
    cards: z.array(card),
    ledger: ledger.nullable(),
    exposure: exposure.nullable(),
    exclusions: z.array(exclusion),
    /** Of a long-term case that has closed (DOMAIN 4 #33). */
    followUp: followUp.nullable(),
    /** Working minutes with each holder since the intake. */
    custody: z.array(custodyShare),
    whistles: z.array(whistle),
    theme: themeName.nullable(),
    pieces: z.array(z.object({ id: z.string(), at: instant })),
    allowed: z.array(allowedCommandSchema),
    names,
  })
  .meta({ id: 'IssueDetail' });

export const timelineEntrySchema = z
  .object({
    seq: z.number().int(),
    hash: z.string(),
    type: z.enum(eventNames),
    at: instant,
    plannedAt: instant.nullable(),
    firedAt: instant.nullable(),
    by: z.string(),
    byName: z.string().nullable(),
    node: z.string().nullable(),
    nodeName: bilingualSchema.nullable(),
    assignment: z.string().nullable(),
    unit: z.string().nullable(),
    unitName: bilingualSchema.nullable(),
    /** Opened for the reader; a text whose key was destroyed is null. */
    data: z.record(z.string(), jsonSchema),
  })
  .meta({ id: 'TimelineEntry' });

/** One step of a reckoning: what was done, and the days it counted or passed over, each with its reason. */
export const workingStepSchema = z.object({
  text: bilingualSchema,
  days: z.array(z.object({ date: z.string(), counted: z.boolean(), reason: bilingualSchema })),
});

export const clockViewSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    assignment: z.string().nullable(),
    unit: z.string().nullable(),
    cycle: z.number().int(),
    status: z.enum(['running', 'paused', 'stopped', 'expired']),
    startedAt: instant,
    dueAt: instant,
    /** The due in the city's zone, midnight as 24:00. */
    dueText: z.string(),
    late: z.boolean(),
    provisional: bilingualSchema.nullable(),
    pauses: z.array(z.object({ from: instant, to: instant.nullable(), approver: z.string() })),
    rungs: z.array(
      z.object({
        key: z.string(),
        plannedAt: instant,
        firedAt: instant.nullable(),
        status: z.enum(['planned', 'fired', 'moved', 'cancelled']),
      }),
    ),
    working: z.array(workingStepSchema),
  })
  .meta({ id: 'Clock' });

const clockChange = z.object({
  clock: z.string(),
  kind: z.string(),
  unit: z.string().nullable(),
  how: z.enum(['started', 'stopped', 'paused', 'resumed', 'moved', 'again', 'missed', 'provisional', 'rungs']),
  from: instant.nullable(),
  to: instant.nullable(),
  provisional: z.string().nullable(),
  text: bilingualSchema,
});

/** One way of taking an act, tried on a copy of the issue with made-up data; `depends` says what was assumed. */
const actVariant = z.object({
  label: bilingualSchema.nullable(),
  depends: bilingualSchema.nullable(),
  /** The code it would be refused with as tried. */
  refused: z.string().nullable(),
  stage: z.object({ from: caseStateSchema, to: caseStateSchema }).nullable(),
  clocks: z.array(clockChange),
  spared: z.array(
    z.object({
      clock: z.string(),
      kind: z.string(),
      unit: z.string().nullable(),
      rung: z.string(),
      plannedAt: instant,
      name: bilingualSchema,
    }),
  ),
  cards: z.array(z.object({ colour: z.enum(['yellow', 'red']), unit: z.string() })),
  notices: z.number().int(),
  lines: z.array(bilingualSchema),
});

const actSchema = z
  .object({
    name: z.enum(commandNames),
    node: z.string().nullable(),
    assignment: z.string().nullable(),
    /** Who may, by role and unit. */
    by: bilingualSchema,
    /** Whether the reader is among them. */
    mine: z.boolean(),
    variants: z.array(actVariant),
  })
  .meta({ id: 'WhyAct' });

const saidCell = z.object({
  column: z.string(),
  label: bilingualSchema,
  expression: z.string(),
  cell: z.string(),
  text: bilingualSchema,
});
const saidRule = z.object({
  number: z.number().int(),
  note: z.string().nullable(),
  cells: z.array(saidCell),
  then: z.array(z.object({ id: z.string(), label: bilingualSchema, text: z.string() })),
});

/** A decision on record and why: `basis` says by which facts it was reckoned again, `erased` which of them are gone. */
const decisionSaid = z
  .object({
    at: instant,
    node: z.string(),
    table: z.string().nullable(),
    name: bilingualSchema.nullable(),
    matched: z.array(z.number().int()),
    outputs: z.record(z.string(), jsonSchema),
    rules: z.array(saidRule),
    near: z.array(
      saidRule.extend({
        no: z.array(saidCell.extend({ value: jsonSchema })),
        change: z.object({ label: bilingualSchema, expression: z.string(), from: jsonSchema, to: jsonSchema }).nullable(),
      }),
    ),
    basis: z.enum(['then', 'now', 'unknown']),
    erased: z.array(z.string()),
  })
  .meta({ id: 'WhyDecision' });

/** Why an issue stands where it stands, in sentences. */
export const whySchema = z
  .object({
    sentence: bilingualSchema,
    stuck: z.boolean(),
    reasons: z.array(z.object({ code: z.enum(['incident', 'nothingAwaited', 'pastDue', 'unattended']), text: bilingualSchema })),
    waiting: z.array(z.object({ item: waitingSchema, text: bilingualSchema })),
    /** What happens by itself next; `rungs` and `rule` name it where nothing is stuck (DOMAIN 2). */
    next: z
      .object({
        at: instant,
        text: bilingualSchema,
        clock: z.string().nullable(),
        rungs: z.array(z.string()),
        rule: z.string().nullable(),
      })
      .nullable(),
    acts: z.array(actSchema),
    decisions: z.array(decisionSaid),
  })
  .meta({ id: 'Why' });

/** An answered command: 200, or 202 for a lead's reply kept until its joint units have replied (DOMAIN T08). */
export const commandDoneSchema = z
  .object({
    ok: z.literal(true),
    code: z.enum(['OK', 'JOINT_OUTSTANDING']),
    seq: z.number().int(),
    hash: z.string(),
    stage: caseStateSchema,
    data: z.record(z.string(), jsonSchema).optional(),
  })
  .meta({ id: 'CommandDone' });
