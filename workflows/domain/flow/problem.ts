import type { Bilingual } from '../text';
import type { FlowNode } from './document';
import { problemTexts, type FlowProblemCode } from './problem-texts';

/**
 * One thing wrong with a draft. `node` and `edge` say where to jump on the canvas, `at` the place inside another document
 * (`tables.route.rules.3`); `mend` says what would put it right. Errors block publishing, warnings are waived with a reason
 * (DOMAIN 2.9).
 */
export type Problem = {
  code: string;
  severity: 'error' | 'warning';
  node?: string;
  edge?: string;
  at?: string;
  message: Bilingual;
  mend: Bilingual;
};

type Place = { node?: FlowNode; edge?: string; at?: string };

/** A problem of the drawing, worded from its code; `what` names the thing that is missing or too many. */
export function flowProblem(code: FlowProblemCode, place: Place, what: string | Bilingual = ''): Problem {
  const { severity, message, mend } = problemTexts[code];
  return {
    code,
    severity,
    ...(place.node ? { node: place.node.id } : {}),
    ...(place.edge === undefined ? {} : { edge: place.edge }),
    ...(place.at === undefined ? {} : { at: place.at }),
    message: worded(message, place.node, what),
    mend: worded(mend, place.node, what),
  };
}

function worded(text: Bilingual, node: FlowNode | undefined, what: string | Bilingual): Bilingual {
  const thing = typeof what === 'string' ? { zh: what, en: what } : what;
  const fill = (language: keyof Bilingual) =>
    text[language].replaceAll('{node}', node?.name[language] ?? '').replaceAll('{what}', thing[language]);
  return { zh: fill('zh'), en: fill('en') };
}
