import { Alert } from 'antd';
import { useState } from 'react';
import { type ResultOf, type Routes, routes } from '#contract';
import type { Json } from '#domain';
import { call } from '../client';
import { useWords } from '../i18n';
import { Loading, Page, ProblemNote } from '../parts';
import { ImportForm } from './import-form';
import { PlanView } from './plan-view';
import { words } from './words';

export type ImportPlan = ResultOf<Routes['planImport']>;
type Read = { bundle: Json; plan: ImportPlan };

/** A bundle into the drafts: who signed it and what it changes are seen before anything is written. */
export function ImportPage() {
  const t = useWords(words);
  const [read, setRead] = useState<Read | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [name, setName] = useState<string | null>(null);
  const [notJson, setNotJson] = useState(false);
  const look = async (bundle: Json) => {
    setError(null);
    setBusy(true);
    try {
      setRead({ bundle, plan: await call(routes.planImport, { body: { bundle } }) });
    } catch (refused) {
      setRead(null);
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const open = async (file: File | undefined) => {
    if (!file) return;
    setNotJson(false);
    setName(file.name);
    const bundle = parsed(await file.text());
    if (bundle !== undefined) return look(bundle);
    setRead(null);
    setError(null);
    setNotJson(true);
  };
  return (
    <Page title={t('importTitle')} plainTitle={t('importTitle')} lead={t('importLead')}>
      <p>
        <input
          id="bundle-file"
          className="lx-visually-hidden"
          type="file"
          accept=".json,application/json"
          onChange={(event) => void open(event.target.files?.[0])}
        />
        <label htmlFor="bundle-file" className="lx-diff-file">
          {t('file')}
        </label>
        <span className="lx-quiet">{name ?? t('noFile')}</span>
      </p>
      {busy && <Loading />}
      {notJson && <Alert type="warning" showIcon role="alert" title={t('notJson')} />}
      {error !== null && <ProblemNote error={error} />}
      {read && (
        <>
          <ImportForm bundle={read.bundle} plan={read.plan} onStale={() => look(read.bundle)} />
          <PlanView plan={read.plan} />
        </>
      )}
    </Page>
  );
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
