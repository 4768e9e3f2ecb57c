import { z } from 'zod';
import {
  type Role,
  bilingualSchema,
  dayEditionSchema,
  decisionSchema,
  flowSchema,
  jsonSchema,
  keySchema,
  personSchema,
  policySchema,
  scenarioIntakeSchema,
  scenarioStepSchema,
  unitSchema,
  weeklyHoursSchema,
} from '#domain';
import { instant, issueNo } from './paging';
import { route } from './route';

const authors = ['ruleAuthor', 'administrator'] as const satisfies Role[];
const readers = [...authors, 'ruleApprover', 'auditor', 'citySupervision', 'operator'] as const satisfies Role[];
const params = z.object({ id: keySchema });
const reads = ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'] as const;

/** What the drafts of a flow say together; a release has the same parts. */
const content = z.object({
  city: z.string(),
  name: bilingualSchema,
  flow: flowSchema,
  /** The drawings that its `call` steps enter. */
  subflows: z.array(flowSchema).optional(),
  decisions: z.array(decisionSchema),
  policy: policySchema,
  hours: z.array(weeklyHoursSchema),
});

const storedScenario = z.object({
  id: keySchema,
  name: bilingualSchema,
  revision: z.number().int(),
  updatedAt: instant,
  updatedBy: z.string(),
  updatedByName: z.string(),
  /** A scenario file as it stands (DESIGN 8); whether it can be played is its run's to say. */
  document: z.record(z.string(), jsonSchema),
});

/** Playing a draft by hand, and the scenarios that stand beside it. The playing itself is the domain's, in the browser. */
export const rehearsalRoutes = {
  readRehearsal: route({
    method: 'get',
    path: '/api/flows/{id}/rehearsal',
    tag: 'scenarios',
    audience: readers,
    summary: { zh: '演练一个流程草稿所需的一切', en: 'Everything that the draft of a flow is played with' },
    params,
    responses: {
      200: {
        summary: { zh: '草稿、单位、人员与日历', en: 'Drafts, directory and the days of the calendar' },
        body: z.object({
          content,
          units: z.array(unitSchema),
          people: z.array(personSchema),
          days: z.array(dayEditionSchema),
        }),
      },
    },
    errors: [...reads, 'CHECK_FAILED'],
  }),
  listFlowScenarios: route({
    method: 'get',
    path: '/api/flows/{id}/scenarios',
    tag: 'scenarios',
    audience: readers,
    summary: { zh: '流程草稿旁的情景', en: 'The scenarios beside the draft of a flow' },
    params,
    responses: { 200: { summary: { zh: '全部', en: 'All of them' }, body: z.object({ items: z.array(storedScenario) }) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN'],
  }),
  removeScenario: route({
    method: 'delete',
    path: '/api/scenarios/{id}',
    tag: 'scenarios',
    audience: authors,
    summary: { zh: '删除情景', en: 'Remove a scenario' },
    params,
    revision: 'required',
    responses: { 204: { summary: { zh: '已删除', en: 'Removed' } } },
    errors: [...reads, 'CSRF_REFUSED', 'REVISION_MISSING', 'REVISION_CONFLICT'],
  }),
  readPastIssue: route({
    method: 'get',
    path: '/api/issues/{no}/past',
    tag: 'scenarios',
    audience: authors,
    summary: {
      zh: '一件真实诉求件，可在草稿上重演；个人信息已去除',
      en: 'A real issue to be played again on a draft, without personal data',
    },
    params: z.object({ no: issueNo }),
    responses: {
      200: {
        summary: { zh: '来件与各人的操作', en: 'What was reported and what people did' },
        body: z.object({ start: z.string(), intake: scenarioIntakeSchema, acts: z.array(scenarioStepSchema) }),
      },
    },
    errors: [...reads, 'INVALID_INPUT', 'UNAVAILABLE'],
  }),
} as const;
