import { Link } from 'react-router';
import { momentOf, useWords } from '../i18n';
import type { Checked } from './publish-panel';
import { words } from './words';

/** Which back-test of exactly these drafts the release will bear, or that there is none. */
export function BackTestLine({ flow, backTest }: { flow: string; backTest: Checked['backTest'] }) {
  const t = useWords(words);
  const said = backTest
    ? t('backTested', { n: backTest.issues, changed: backTest.changed, at: momentOf(backTest.finishedAt) })
    : t('notBackTested');
  return (
    <p className="lx-hint">
      {said} <Link to={`/studio/flows/${flow}?view=backtest`}>{t('toBackTest')}</Link>
    </p>
  );
}
