import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select, Switch, Table } from 'antd';
import { useState } from 'react';
import { type ResultOf, type Routes, routes } from '#contract';
import { eventNames } from '#domain';
import { LIVE, call, holdsAny, useMe, useRead } from '../client';
import { eventWords, useList, useText, useWords } from '../i18n';
import { Nothing, ProblemNote, Section, Wide } from '../parts';
import { words } from './words';

type Endpoint = ResultOf<Routes['listEndpoints']>['items'][number];
type Filled = Omit<Endpoint, 'events'> & { events: ('*' | (typeof eventNames)[number])[]; renew?: boolean };

/** Other systems that the desk tells of events and hands stories to. Who may write may also make a new secret. */
export function Endpoints() {
  const t = useWords(words);
  const me = useMe();
  const endpoints = useRead(routes.listEndpoints, {});
  const [edited, setEdited] = useState<Endpoint | 'new' | null>(null);
  const mayWrite = holdsAny(me, routes.saveEndpoint.audience);
  if (endpoints.error) return <ProblemNote error={endpoints.error} retry={() => void endpoints.refetch()} />;
  return (
    <>
      <p className="lx-hint">{t('systemsLead')}</p>
      {endpoints.data?.items.length === 0 && <Nothing text={t('noSystem')} />}
      <Wide label={t('systems')}>
        <SystemTable items={endpoints.data?.items ?? []} loading={endpoints.isPending} edit={mayWrite ? setEdited : null} />
      </Wide>
      {mayWrite && edited === null && <Button onClick={() => setEdited('new')}>{t('addSystem')}</Button>}
      {edited !== null && (
        <EndpointForm
          key={edited === 'new' ? '' : edited.id}
          known={edited === 'new' ? null : edited}
          close={() => setEdited(null)}
        />
      )}
    </>
  );
}

function SystemTable({
  items,
  loading,
  edit,
}: {
  items: Endpoint[];
  loading: boolean;
  edit: ((endpoint: Endpoint) => void) | null;
}) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const eventName = (event: string): string =>
    event === '*' ? t('allEvents') : text(eventWords[event as keyof typeof eventWords]);
  return (
    <Table<Endpoint>
      rowKey="id"
      dataSource={items}
      loading={loading}
      size="middle"
      pagination={false}
      columns={[
        {
          title: t('code'),
          render: (_, { id, active }) => (
            <>
              <b>{id}</b> {!active && <span className="lx-chip late">{t('inactive')}</span>}
            </>
          ),
        },
        { title: t('description'), dataIndex: 'description' },
        { title: t('address'), dataIndex: 'url' },
        { title: t('events'), render: (_, { events }) => (events.length === 0 ? t('storiesOnly') : list(events.map(eventName))) },
        ...(edit === null
          ? []
          : [
              { title: t('edit'), render: (_: unknown, one: Endpoint) => <Button onClick={() => edit(one)}>{t('edit')}</Button> },
            ]),
      ]}
    />
  );
}

/** One system: saved or removed; a secret is shown when it is made and never again. */
function EndpointForm({ known, close }: { known: Endpoint | null; close: () => void }) {
  const t = useWords(words);
  const text = useText();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const done = (): void => {
    void message.success(t('saved'));
    void client.invalidateQueries({ queryKey: [LIVE] });
    close();
  };
  const save = useMutation({
    mutationFn: ({ id, renew = false, ...body }: Filled) =>
      call(routes.saveEndpoint, { params: { id }, body: { ...body, renew } }),
    onSuccess: ({ secret }) => {
      if (secret !== null) void modal.info({ title: t('secret'), content: <code>{secret}</code> });
      done();
    },
  });
  const remove = useMutation({ mutationFn: (id: string) => call(routes.removeEndpoint, { params: { id } }), onSuccess: done });
  const options = ['*' as const, ...eventNames].map((value) => ({
    value,
    label: value === '*' ? t('allEvents') : text(eventWords[value]),
  }));
  return (
    <Section title={known?.id ?? t('addSystem')} id="system">
      <Form<Filled>
        layout="vertical"
        initialValues={known ?? { active: true, events: [], description: '' }}
        onFinish={(filled) => save.mutate({ ...filled, id: known?.id ?? filled.id })}
      >
        {known === null && (
          <Form.Item name="id" label={t('code')} rules={[{ required: true, message: t('needed') }]}>
            <Input maxLength={64} />
          </Form.Item>
        )}
        <Form.Item name="description" label={t('description')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="url" label={t('address')} rules={[{ required: true, type: 'url', message: t('needsAddress') }]}>
          <Input />
        </Form.Item>
        <Form.Item name="events" label={t('events')} extra={t('eventsHelp')}>
          <Select mode="multiple" options={options} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="active" label={t('active')} valuePropName="checked">
          <Switch />
        </Form.Item>
        {known && (
          <Form.Item name="renew" label={t('renew')} extra={t('renewHelp')} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
        <ProblemOf error={save.error ?? remove.error} />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>{' '}
        <Button onClick={close}>{t('cancel')}</Button>{' '}
        {known && (
          <Button danger loading={remove.isPending} onClick={() => remove.mutate(known.id)}>
            {t('remove')}
          </Button>
        )}
      </Form>
    </Section>
  );
}

const ProblemOf = ({ error }: { error: Error | null }) => (error ? <ProblemNote error={error} /> : null);
