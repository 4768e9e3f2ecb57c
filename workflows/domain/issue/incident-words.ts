import { tableErrorCodes } from '../rules/outcome';
import type { Bilingual } from '../text';

/** Every reason for which the engine cannot go on by itself. */
export const incidentCodes = ['NO_WAY_ON', 'NO_SUCH_DECISION', 'CONDITION_ERROR', ...tableErrorCodes] as const;
export type IncidentCode = (typeof incidentCodes)[number];

const b = (zh: string, en: string): Bilingual => ({ zh, en });

const sentences: Readonly<Record<IncidentCode, Bilingual>> = {
  NO_WAY_ON: b('流程在这一步之后没有去路', 'the drawing has no way on from this step'),
  NO_SUCH_DECISION: b('版本里没有这张决策表', 'the release has no such decision'),
  CONDITION_ERROR: b('流程分支的条件无法计算', 'a condition on an edge cannot be reckoned'),
  MULTIPLE_MATCHES: b('决策表有多条规则同时匹配，而只允许一条', 'several rules of a table match where one may'),
  ANY_CONFLICT: b('决策表匹配的规则结果不一致', 'the rules that match give different answers'),
  CELL_ERROR: b('决策表有单元格无法计算', 'a cell of a table cannot be reckoned'),
  INPUT_ERROR: b('决策表的输入无法计算', 'an input of a table cannot be reckoned'),
  OUTPUT_NOT_ALLOWED: b('决策表给出了不允许的结果', 'a table gave an answer that is not allowed'),
  AGGREGATION_TYPE: b('决策表要汇总的结果不是同类数值', 'a table is to add up answers that are not of one kind'),
  NO_DATE: b('规则有有效期，但不知道当前日期', 'rules have dates of validity, and the date is not known'),
  TABLE_BROKEN: b('决策表本身不完整', 'the table itself is broken'),
};

const unknown = (code: string): Bilingual => b(`流程引擎无法继续（${code}）`, `the engine cannot go on (${code})`);

/** An incident's reason in words; one of a newer release than this code knows keeps its code. */
export const incidentText = (code: string): Bilingual =>
  (sentences as Readonly<Partial<Record<string, Bilingual>>>)[code] ?? unknown(code);
