import { Alert, Button } from 'antd';
import type { Problem, ScenarioFault } from '#domain';
import { useText, useWords } from '../i18n';
import { words } from './words';

type Props = {
  problems: readonly Problem[];
  faults?: readonly ScenarioFault[];
  onShow: (id: string) => void;
  onRestart?: () => void;
};

/** How many problems are told here; the drawing's own list has them all. */
const TOLD = 12;

/** Why a draft cannot be played as it is: what its checks say too, each with its mend and the way to its place. */
export function CannotPlay({ problems, faults = [], onShow, onRestart }: Props) {
  const t = useWords(words);
  const text = useText();
  const errors = problems.filter(({ severity }) => severity === 'error');
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('cannotPlay')}
      description={
        <>
          <ul className="lx-sentences">
            {errors.slice(0, TOLD).map(({ node, edge, message, mend }, i) => (
              <li key={i}>
                {text(message)} <span className="lx-quiet">{text(mend)}</span>{' '}
                {(node ?? edge) !== undefined && (
                  <button type="button" className="lx-link" onClick={() => onShow(node ?? edge ?? '')}>
                    {t('show')}
                  </button>
                )}
              </li>
            ))}
            {faults.slice(0, TOLD).map(({ path, message }) => (
              <li key={path}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
          {onRestart && <Button onClick={onRestart}>{t('otherIssue')}</Button>}
        </>
      }
    />
  );
}
