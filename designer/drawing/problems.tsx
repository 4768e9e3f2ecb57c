import { useMemo } from 'react';
import type { Problem } from '#domain';
import { useText, useWords } from '../i18n';
import { words } from './words';

type Props = { problems: readonly Problem[]; onJump: (id: string) => void };

/** What the checks found, errors first; each leads to its place. */
export function Problems({ problems, onJump }: Props) {
  const t = useWords(words);
  const text = useText();
  const sorted = useMemo(
    () => [...problems].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning')),
    [problems],
  );
  if (sorted.length === 0) return <p className="lx-quiet lx-clean">{t('clean')}</p>;
  return (
    <ul className="lx-problems">
      {sorted.map((problem, i) => {
        const place = problem.edge ?? problem.node;
        return (
          <li key={i} className={problem.severity}>
            <b>{t(problem.severity)}</b> {text(problem.message)} <span className="lx-quiet">{text(problem.mend)}</span>{' '}
            {place !== undefined ? (
              <button type="button" className="lx-link" onClick={() => onJump(place)}>
                {t('show')}
              </button>
            ) : (
              problem.at && <code>{problem.at}</code>
            )}
          </li>
        );
      })}
    </ul>
  );
}
