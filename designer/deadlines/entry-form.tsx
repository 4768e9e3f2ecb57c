import { Segmented } from 'antd';
import { useState } from 'react';
import type { Policy } from '#domain';
import type { Hands } from '../draft';
import { useWords } from '../i18n';
import { useEntryName } from './entries';
import { GradeForm } from './grade-form';
import { JsonEntry } from './json-entry';
import { ReportInForm, ReworkForm, StageForm, WindowForm } from './small-forms';
import type { Look } from './use-look';
import { words } from './words';

export type FormProps = { hands: Hands<Policy>; look: Look };

/** The entry that is looked at, in plain words; as the document has it behind a toggle. */
export function EntryForm({ hands, look }: FormProps) {
  const t = useWords(words);
  const name = useEntryName();
  const [view, setView] = useState<'form' | 'json'>('form');
  return (
    <>
      <header className="lx-entry-head">
        <h2>{name(look.entry)}</h2>
        <Segmented
          size="small"
          value={view}
          onChange={setView}
          options={[
            { value: 'form', label: t('asForm') },
            { value: 'json', label: 'JSON' },
          ]}
        />
      </header>
      {view === 'form' ? <Fields hands={hands} look={look} /> : <JsonEntry hands={hands} look={look} />}
    </>
  );
}

function Fields({ hands, look }: FormProps) {
  switch (look.entry.is) {
    case 'grade':
      return <GradeForm hands={hands} look={look} grade={look.entry.grade} />;
    case 'stage':
      return <StageForm hands={hands} look={look} stage={look.entry.stage} />;
    case 'window':
      return <WindowForm hands={hands} look={look} window={look.entry.window} />;
    case 'reportIn':
      return <ReportInForm hands={hands} look={look} whistle={look.entry.whistle} />;
    case 'rework':
      return <ReworkForm hands={hands} look={look} />;
  }
}
