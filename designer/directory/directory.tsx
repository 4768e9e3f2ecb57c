import { Input, Table, Tabs } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { routes } from '#contract';
import type { Person, Unit } from '#domain';
import { holdsAny, useMe, useNames, useRead, useUnits } from '../client';
import { laneWords, roleWords, useList, useText, useWords } from '../i18n';
import { Loading, Page, ProblemNote, Wide } from '../parts';
import { Endpoints } from './endpoints';
import { words } from './words';

const readers = [
  'administrator',
  'citySupervision',
  'districtSupervision',
  'shiftLeader',
  'auditor',
  'ruleAuthor',
  'chief',
  'unitHead',
] as const;

export function Directory() {
  const t = useWords(words);
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const tabs = [{ key: 'units', label: t('units'), children: <Units /> }];
  if (holdsAny(me, readers)) tabs.push({ key: 'people', label: t('people'), children: <People /> });
  if (holdsAny(me, routes.listEndpoints.audience)) tabs.push({ key: 'systems', label: t('systems'), children: <Endpoints /> });
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={t('lead')}>
      <Tabs
        items={tabs}
        activeKey={params.get('tab') ?? 'units'}
        onChange={(tab) => setParams({ tab }, { replace: true })}
        destroyOnHidden
      />
    </Page>
  );
}

function Units() {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const list = useList();
  const units = useUnits();
  const [typed, setTyped] = useState('');
  if (units.error) return <ProblemNote error={units.error} retry={() => void units.refetch()} />;
  if (!units.data) return <Loading />;
  const matches = units.data.filter((u) =>
    `${u.name.zh} ${u.name.en} ${u.code}`.toLowerCase().includes(typed.trim().toLowerCase()),
  );
  return (
    <>
      <div className="lx-filters">
        <Input
          aria-label={t('filter')}
          placeholder={t('filter')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          allowClear
          style={{ maxWidth: 280 }}
        />
      </div>
      <Wide label={t('units')}>
        <Table<Unit>
          rowKey="code"
          dataSource={matches}
          size="middle"
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            {
              title: t('name'),
              render: (_, u) => (
                <>
                  <b>{text(u.name)}</b> {!u.active && <span className="lx-chip late">{t('inactive')}</span>}
                </>
              ),
            },
            { title: t('code'), dataIndex: 'code' },
            { title: t('kind'), render: (_, u) => t(`kind.${u.kind}`) },
            { title: t('level'), dataIndex: 'level' },
            { title: t('parent'), render: (_, u) => names.unit(u.parent) },
            { title: t('district'), render: (_, u) => (u.district ? names.district(u.district) : t('wholeCity')) },
            { title: t('head'), dataIndex: 'head' },
            { title: t('liaison'), dataIndex: 'liaison' },
            { title: t('lanes'), render: (_, u) => list(u.lanes.map((lane) => text(laneWords[lane]))) },
          ]}
        />
      </Wide>
    </>
  );
}

function People() {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const list = useList();
  const people = useRead(routes.listPeople, {});
  if (people.error) return <ProblemNote error={people.error} retry={() => void people.refetch()} />;
  return (
    <>
      <Wide label={t('people')}>
        <Table<Person>
          rowKey="id"
          loading={people.isPending}
          dataSource={people.data?.items ?? []}
          size="middle"
          pagination={false}
          columns={[
            {
              title: t('name'),
              render: (_, p) => (
                <>
                  <b>{p.name}</b> {!p.active && <span className="lx-chip late">{t('inactive')}</span>}
                </>
              ),
            },
            { title: t('code'), dataIndex: 'id' },
            { title: t('roles'), render: (_, p) => list(p.roles.map((role) => text(roleWords[role]))) },
            { title: t('unit'), render: (_, p) => names.unit(p.unit) },
            { title: t('district'), render: (_, p) => names.district(p.district) },
          ]}
        />
      </Wide>
    </>
  );
}
