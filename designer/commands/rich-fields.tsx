import { Button, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { routes } from '#contract';
import type { Bilingual, Facts, Json, Outcome } from '#domain';
import { call, useNames, useRead } from '../client';
import { refusalWords, useText, useWords } from '../i18n';
import { ProblemNote } from '../parts';
import { useCommandContext } from './context';
import type { Control } from './simple-fields';
import { words } from './words';

/** A typed value as JSON: `5`, `true`, `["a"]` are what they look like, anything else is text. */
export function readFact(typed: string): Json {
  try {
    return JSON.parse(typed) as Json;
  } catch {
    return typed;
  }
}

export const showFact = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

type FactRow = { key: string; typed: string };

export function FactsField(control: Control<Facts>) {
  const t = useWords(words);
  const [rows, setRows] = useState<FactRow[]>(() =>
    Object.entries(control.value ?? {}).map(([key, value]) => ({ key, typed: showFact(value) })),
  );
  const change = (next: FactRow[]) => {
    setRows(next);
    control.onChange?.(Object.fromEntries(next.filter((row) => row.key !== '').map((row) => [row.key, readFact(row.typed)])));
  };
  const put = (at: number, part: Partial<FactRow>) => change(rows.map((row, i) => (i === at ? { ...row, ...part } : row)));
  return (
    <div>
      {rows.map((row, i) => (
        <div key={i} style={{ display: 'flex', gap: 6, marginBottom: 6 }}>
          <Input aria-label={t('factKey')} value={row.key} onChange={(event) => put(i, { key: event.target.value })} />
          <Input aria-label={t('factValue')} value={row.typed} onChange={(event) => put(i, { typed: event.target.value })} />
          <Button onClick={() => change(rows.filter((_, at) => at !== i))}>{t('remove')}</Button>
        </div>
      ))}
      <Button {...(control.id ? { id: control.id } : {})} size="small" onClick={() => setRows([...rows, { key: '', typed: '' }])}>
        {t('addFact')}
      </Button>
    </div>
  );
}

type Photo = { hash: string; type: string };

/** Photos go up at once; the command carries only their hashes. */
export function PhotosField(control: Control<Photo[]>) {
  const t = useWords(words);
  const [error, setError] = useState<unknown>(null);
  const sent = control.value ?? [];
  const upload = async (file: File) => {
    setError(null);
    try {
      const { items } = await call(routes.uploadPhotos, { body: {} }, { files: [file] });
      control.onChange?.([...sent, ...items.map(({ hash, type }) => ({ hash, type }))]);
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <>
      <Upload
        accept="image/jpeg,image/png,image/webp"
        showUploadList={false}
        customRequest={({ file }) => void upload(file as File)}
      >
        <Button {...(control.id ? { id: control.id } : {})}>{t('photosAdd')}</Button>
      </Upload>{' '}
      {sent.length > 0 && t('photosSent', { n: sent.length })}
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

/** The outcomes that the drawing gives this step, by their own names. */
export function OutcomeField({ node, ...control }: Control<string> & { node: string | null }) {
  const t = useWords(words);
  const text = useText();
  const { issue, allowed, nodes: drawn } = useCommandContext();
  const release = useRead(routes.readRelease, { params: { id: issue.view.release } }, { enabled: drawn === undefined });
  const nodes = drawn ?? release.data?.flow.nodes ?? [];
  const found = nodes.find((one) => one.id === node);
  const outcomes: Outcome[] = found && 'outcomes' in found ? found.outcomes : [];
  const fitting = outcomes.filter((one) =>
    allowed.name === 'sign2' ? one.secondSignature !== undefined : one.command === 'choose',
  );
  return (
    <Select
      {...control}
      placeholder={t('choose')}
      loading={drawn === undefined && release.isPending}
      options={fitting.map((one) => ({ value: one.id, label: text(one.label) }))}
    />
  );
}

export function AssignmentField(control: Control<string>) {
  const names = useNames();
  const { issue } = useCommandContext();
  return (
    <Select
      {...control}
      allowClear
      options={issue.view.assignments.map((one) => ({ value: one.id, label: names.unit(one.unit) }))}
    />
  );
}

export function IncidentField(control: Control<string>) {
  const text = useText();
  const { issue } = useCommandContext();
  const known: Partial<Record<string, Bilingual>> = refusalWords;
  const label = (code: string) => text(known[code] ?? { zh: code, en: code });
  return <Select {...control} options={issue.view.incidents.map((one) => ({ value: one.id, label: label(one.code) }))} />;
}

export function WhistleField(control: Control<string>) {
  const { issue } = useCommandContext();
  const open = issue.whistles.filter((one) => one.endedAt === null);
  return <Select {...control} allowClear options={open.map((one) => ({ value: one.id, label: one.id }))} />;
}

/** Answers to the fields that an outcome of the drawing requires. */
export function TextsField(control: Control<Record<string, string>>) {
  return <FactsField {...(control as Control<Facts>)} />;
}
