import { Input, Select, Table } from 'antd';
import { useState } from 'react';
import { type ResultOf, type Routes, routes } from '#contract';
import { usePages } from '../client';
import { momentOf, useWords } from '../i18n';
import { Loading, MoreButton, Nothing, ProblemNote, Wide } from '../parts';
import { words } from './words';

type Entry = ResultOf<Routes['listAudit']>['items'][number];
const actions = [
  'reveal',
  'erase',
  'codec',
  'publish',
  'restore',
  'import',
  'scenario',
  'directory',
  'signIn',
  'signInFailed',
] as const;

/** Every look at what is sealed, the newest first: who, when, what, why. It never says what was seen. */
export function AuditLog() {
  const t = useWords(words);
  const [action, setAction] = useState<Entry['action'] | ''>('');
  const [subject, setSubject] = useState('');
  const query = { ...(action === '' ? {} : { action }), ...(subject === '' ? {} : { subject }) };
  const entries = usePages(routes.listAudit, query);
  return (
    <>
      <div className="lx-filters">
        <Select
          aria-label={t('action')}
          style={{ minWidth: 180 }}
          value={action}
          onChange={setAction}
          options={[
            { value: '' as const, label: t('allActions') },
            ...actions.map((value) => ({ value, label: t(`action.${value}`) })),
          ]}
        />
        <Input.Search
          aria-label={t('findSubject')}
          placeholder={t('findSubject')}
          onSearch={(typed) => setSubject(typed.trim().toUpperCase())}
          style={{ width: 220 }}
          allowClear
        />
      </div>
      {entries.isPending && <Loading />}
      {entries.error && <ProblemNote error={entries.error} retry={() => void entries.refetch()} />}
      {entries.isSuccess && entries.items.length === 0 && <Nothing text={t('noEntry')} />}
      {entries.items.length > 0 && <Entries items={entries.items} />}
      <MoreButton query={entries} />
    </>
  );
}

function Entries({ items }: { items: Entry[] }) {
  const t = useWords(words);
  return (
    <Wide label={t('log')}>
      <Table<Entry>
        rowKey="id"
        dataSource={items}
        size="middle"
        pagination={false}
        columns={[
          { title: t('at'), render: (_, entry) => <time dateTime={entry.at}>{momentOf(entry.at)}</time> },
          { title: t('who'), render: (_, entry) => entry.personName ?? entry.person },
          { title: t('action'), render: (_, entry) => t(`action.${entry.action}`) },
          { title: t('subject'), dataIndex: 'subject' },
          { title: t('fields'), render: (_, entry) => entry.fields.map((field) => fieldName(t, field)).join('、') },
          { title: t('purpose'), dataIndex: 'purpose' },
        ]}
      />
    </Wide>
  );
}

/** Fields of an intake by their name; numbers, stages of an erasure and the like as they are. */
function fieldName(t: (key: keyof typeof words) => string, field: string): string {
  for (const one of ['name', 'phone', 'address', 'text'] as const) {
    if (field === one) return t(`field.${one}`);
    if (field.endsWith(`.${one}`)) return `${field.slice(0, -one.length - 1)} ${t(`field.${one}`)}`;
  }
  for (const state of ['requested', 'approved', 'done', 'withdrawn'] as const) if (field === state) return t(`state.${state}`);
  return field === 'person' || field === 'issue' ? t(`scope.${field}`) : field;
}
