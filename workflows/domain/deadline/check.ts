import type { z } from 'zod';
import type { Bilingual } from '../text';
import type { RungSpec } from './ladder';
import { type LengthUnit, type SignedLength, HOUR_MS, MINUTE_MS } from './length';
import { type Ladder, type Policy, policySchema } from './policy';
import { DAY_MS } from './zone';

/** One finding on a policy. `at` is the path of the place, e.g. `grades.C.clocks.reply.ladder`. */
export interface PolicyProblem {
  code:
    | 'LIMIT_NOT_POSITIVE'
    | 'INVALID_INPUT'
    | 'UNKNOWN_CALENDAR'
    | 'UNKNOWN_LADDER'
    | 'UNKNOWN_GRADE'
    | 'LADDER_ENDS_NOWHERE'
    | 'RUNG_TWICE'
    | 'WAIT_WITHOUT_TIMEOUT'
    | 'LADDER_GAP';
  severity: 'error' | 'warning';
  at: string;
  message: Bilingual;
}

/**
 * All problems of a policy document, errors first (DESIGN 5). A document that does not parse is told field by field;
 * the checks of meaning come once it parses.
 */
export function checkPolicy(document: unknown, known: { calendars: readonly string[] }): PolicyProblem[] {
  const parsed = policySchema.safeParse(document);
  if (!parsed.success) return parsed.error.issues.map(ofIssue);
  const policy = parsed.data;
  const found = [...ofCalendar(policy, known.calendars), ...ofLadders(policy), ...ofClocks(policy), ...ofReferences(policy)];
  return found.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

const error = (code: PolicyProblem['code'], at: string, zh: string, en: string): PolicyProblem => ({
  code,
  severity: 'error',
  at,
  message: { zh, en },
});

function ofIssue(issue: z.core.$ZodIssue): PolicyProblem {
  const at = issue.path.join('.');
  if (issue.code === 'too_small' && issue.origin === 'number') {
    return error('LIMIT_NOT_POSITIVE', at, `${at} 必须大于零`, `${at} must be more than zero`);
  }
  return error('INVALID_INPUT', at, `${at} 填写有误`, `${at}: ${issue.message}`);
}

function ofCalendar(policy: Policy, calendars: readonly string[]): PolicyProblem[] {
  if (calendars.includes(policy.calendar)) return [];
  const { calendar } = policy;
  return [
    error(
      'UNKNOWN_CALENDAR',
      'calendar',
      `没有日历 ${calendar}，请选择已有日历`,
      `there is no calendar ${calendar}: choose one that exists`,
    ),
  ];
}

const nominal: Readonly<Record<LengthUnit, number>> = { min: MINUTE_MS, h: HOUR_MS, wh: HOUR_MS, wd: DAY_MS, nd: DAY_MS };

/** A length without a calendar, good enough to order rungs and to see long gaps. */
const roughly = (length: SignedLength): number => length.n * nominal[length.unit];

const inOrder = (rungs: readonly RungSpec[]): RungSpec[] => [...rungs].sort((a, b) => roughly(a.offset) - roughly(b.offset));

function ofLadders(policy: Policy): PolicyProblem[] {
  return Object.entries(policy.ladders).flatMap(([key, ladder]) => {
    const at = `ladders.${key}`;
    return [...ofEnd(ladder, at), ...ofKeys(ladder, at), ...ofGaps(policy, ladder, at)];
  });
}

/** A ladder must not end with nobody: the resident cannot mend a missed deadline. */
function ofEnd(ladder: Ladder, at: string): PolicyProblem[] {
  const latest = inOrder(ladder.rungs).at(-1);
  const end = latest && ladder.rungs.filter((rung) => roughly(rung.offset) === roughly(latest.offset));
  if (end?.some((rung) => rung.to.some((address) => address.who !== 'resident'))) return [];
  const name = ladder.name;
  return [
    error(
      'LADDER_ENDS_NOWHERE',
      `${at}.rungs`,
      `“${name.zh}”的最后一级没有落到人或岗位，请为其指定接收人`,
      `the last rung of “${name.en}” ends at no person or desk: give it an addressee`,
    ),
  ];
}

function ofKeys(ladder: Ladder, at: string): PolicyProblem[] {
  const seen = new Set<string>();
  return ladder.rungs.flatMap((rung, i) => {
    if (!seen.has(rung.key)) {
      seen.add(rung.key);
      return [];
    }
    const place = `${at}.rungs.${i}.key`;
    return [
      error('RUNG_TWICE', place, `级别标识 ${rung.key} 重复，请改名`, `the rung key ${rung.key} is used twice: rename one`),
    ];
  });
}

function ofGaps(policy: Policy, ladder: Ladder, at: string): PolicyProblem[] {
  const rungs = inOrder(ladder.rungs);
  return rungs.flatMap((rung, i) => {
    const before = rungs[i - 1];
    if (!before || roughly(rung.offset) - roughly(before.offset) <= roughly(policy.longGap)) return [];
    const message = {
      zh: `“${before.name.zh}”与“${rung.name.zh}”相隔太久，可在其间加一级`,
      en: `a long gap between “${before.name.en}” and “${rung.name.en}”: a rung between them may help`,
    };
    return [{ code: 'LADDER_GAP' as const, severity: 'warning' as const, at: `${at}.rungs`, message }];
  });
}

function ofClocks(policy: Policy): PolicyProblem[] {
  return Object.entries(policy.grades).flatMap(([grade, rule]) =>
    Object.entries(rule.clocks).flatMap(([kind, clock]) => {
      const bounded = clock.length ?? (clock.setBy && Object.values(rule.clocks).find((other) => other.length));
      if (bounded) return [];
      const at = `grades.${grade}.clocks.${kind}`;
      return [
        error('WAIT_WITHOUT_TIMEOUT', at, `${at} 没有期限，请填写时长`, `${at} waits without a time-out: give it a length`),
      ];
    }),
  );
}

/** Every name that the policy uses of itself must be there. */
function ofReferences(policy: Policy): PolicyProblem[] {
  const missing = ladderUses(policy).filter(([, key]) => !(key in policy.ladders));
  const ladders = missing.map(([at, key]) => error('UNKNOWN_LADDER', at, `没有阶梯 ${key}`, `there is no ladder ${key}`));
  const grade = policy.defaultGrade;
  if (policy.grades[grade]) return ladders;
  return [...ladders, error('UNKNOWN_GRADE', 'defaultGrade', `等级 ${grade} 未定义`, `the grade ${grade} is not defined`)];
}

function ladderUses(policy: Policy): [at: string, ladder: string][] {
  const clocks = Object.entries(policy.grades).flatMap(([grade, rule]) =>
    Object.entries(rule.clocks).map(([kind, clock]) => [`grades.${grade}.clocks.${kind}.ladder`, clock.ladder] as const),
  );
  const stages = Object.entries(policy.stages).map(([stage, rule]) => [`stages.${stage}.ladder`, rule.ladder] as const);
  const own = [['promise.ladder', policy.promise.ladder] as const, ['reportIn.ladder', policy.reportIn.ladder] as const];
  return [...clocks, ...stages, ...own].flatMap(([at, ladder]) =>
    ladder === undefined ? [] : [[at, ladder] as [string, string]],
  );
}
