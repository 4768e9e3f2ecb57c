import { Input } from 'antd';
import { Suspense, lazy, useMemo } from 'react';
import { compileCondition } from '#domain';
import { useText, useWords } from '../i18n';
import type { FeelProps } from './feel-editor';
import { inWords } from './feel-names';
import { words } from './words';

const FeelEditor = lazy(() => import('./feel-editor'));

/** A FEEL expression with completion; below it what it says in words, or why it cannot be read. The editor is loaded when one is opened. */
export function FeelField(props: FeelProps) {
  const t = useWords(words);
  const text = useText();
  const { label, value, names } = props;
  const read = useMemo(() => compileCondition(value), [value]);
  const said = read.ok ? t('readAs', { words: inWords(value, names) }) : text(read.error.message);
  return (
    <div className="lx-field">
      <div className="lx-feel-label">{label}</div>
      <Suspense fallback={<Input.TextArea aria-label={label} value={value} readOnly autoSize={{ minRows: 2 }} />}>
        <FeelEditor {...props} />
      </Suspense>
      <div className={read.ok ? 'lx-quiet' : 'lx-feel-fault'} role={read.ok ? undefined : 'alert'}>
        {said}
      </div>
    </div>
  );
}
