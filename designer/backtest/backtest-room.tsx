import { Segmented } from 'antd';
import { useState } from 'react';
import type { Flow } from '#domain';
import { useWords } from '../i18n';
import { BackTests } from './back-tests';
import { ShadowView } from './shadow';
import { words } from './words';
import './backtest.css';

type Props = { flow: Flow; mayWrite: boolean; onPlay: () => void };

/** The draft beside the live release: over issues that were, or beside those that come. */
export function BackTestRoom({ flow, mayWrite, onPlay }: Props) {
  const t = useWords(words);
  const [which, setWhich] = useState<'backTest' | 'shadow'>('backTest');
  return (
    <div className="lx-backtest">
      <Segmented
        aria-label={t('which')}
        value={which}
        onChange={setWhich}
        options={(['backTest', 'shadow'] as const).map((value) => ({ value, label: t(value) }))}
      />
      {which === 'backTest' ? (
        <BackTests flow={flow} mayWrite={mayWrite} onPlay={onPlay} />
      ) : (
        <ShadowView flow={flow} mayWrite={mayWrite} />
      )}
    </div>
  );
}
