import type { PolicyEntry, PolicyProblem } from '#domain';
import { gradeSchema } from '#domain';
import { useText, useWords } from '../i18n';
import type { Look } from './use-look';
import { words } from './words';

type Props = { problems: readonly PolicyProblem[]; look: Look; onJump: () => void };

/** What the check says of the policy, each with the way to its place. */
export function PolicyProblems({ problems, look, onJump }: Props) {
  const t = useWords(words);
  const text = useText();
  if (problems.length === 0) return <p className="lx-good">{t('clean')}</p>;
  return (
    <ul className="lx-sentences">
      {problems.map((problem) => {
        const place = placeOf(problem.at);
        return (
          <li key={`${problem.code} ${problem.at}`}>
            <span className={`lx-chip ${problem.severity === 'error' ? 'late' : 'waiting'}`}>{t(problem.severity)}</span>{' '}
            {text(problem.message)}{' '}
            {place && (
              <button
                type="button"
                className="lx-link"
                onClick={() => {
                  look.open(place);
                  onJump();
                }}
              >
                {t('goThere')}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The entry at a path of the document; null for a place that is none. */
function placeOf(at: string): PolicyEntry | null {
  const [part, key = ''] = at.split('.');
  const grade = gradeSchema.options.find((one) => one === key);
  if (part === 'grades' && grade) return { is: 'grade', grade };
  if (part === 'stages') return { is: 'stage', stage: key, grade: 'C' };
  if (part === 'windows') return { is: 'window', window: key };
  return part === 'reportIn' ? { is: 'reportIn', whistle: 'hard' } : null;
}
