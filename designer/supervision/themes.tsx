import { Button, Form, Input, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import type { ThemeCommandName } from '#domain';
import { call, LIVE, newIntent, useNames, usePages, useUnits } from '../client';
import { dateOf, stageWords, useText, useWords } from '../i18n';
import { Loading, MoreButton, Nothing, ProblemNote } from '../parts';
import { words } from './words';

type Theme = ResultOf<Routes['readTheme']>;

/** Matters that many residents or several districts come with (DOMAIN 4 #18), the newest first. */
export function Themes() {
  const t = useWords(words);
  const themes = usePages(routes.listThemes, {});
  return (
    <>
      {themes.isPending && <Loading />}
      {themes.error && <ProblemNote error={themes.error} retry={() => void themes.refetch()} />}
      {themes.isSuccess && themes.items.length === 0 && <Nothing text={t('none.themes')} />}
      {themes.items.length > 0 && (
        <ul className="lx-list">
          {themes.items.map((theme) => (
            <li key={theme.id} id={theme.id} style={{ padding: '14px 18px' }}>
              <ThemeRow theme={theme} />
            </li>
          ))}
        </ul>
      )}
      <MoreButton query={themes} />
    </>
  );
}

function ThemeRow({ theme }: { theme: Theme }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const { window, districts } = theme;
  return (
    <>
      <h2 className="lx-tags" style={{ fontSize: '1.05rem', margin: 0 }}>
        {names.category(theme.category)}
        <span className={`lx-chip ${theme.state === 'PROPOSED' ? 'today' : 'going'}`}>{t(`theme.${theme.state}`)}</span>
      </h2>
      <p>
        {t('themeCounts', { reporters: theme.reporters, n: districts.length, intakes: theme.intakes })} ·{' '}
        {districts.map((code) => names.district(code)).join(' · ')} · {dateOf(window.from)} – {dateOf(window.to)}
      </p>
      <p className="lx-quiet">
        {theme.issues.map(({ no, stage }) => (
          <span key={no}>
            <Link to={`/issues/${no}`} className="lx-num">
              {no}
            </Link>{' '}
            {text(stageWords[stage])}{' '}
          </span>
        ))}
      </p>
      {theme.leadName && <p>{t(theme.state === 'PROPOSED' ? 'leadProposed' : 'leadIs', { unit: text(theme.leadName) })}</p>}
      {theme.plan && <p>{theme.plan}</p>}
      <Tasks theme={theme} />
      {theme.acts.map(({ at, byName, name, note }) => (
        <p key={`${at}${name}`} className="lx-quiet">
          {dateOf(at)} {byName} {t(`act.${name}`)}
          {note && `：${note}`}
        </p>
      ))}
      <Deciding theme={theme} />
    </>
  );
}

function useAct(theme: Theme, onDone: () => void) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [intent, setIntent] = useState(newIntent);
  const act = async (name: ThemeCommandName, data: Record<string, unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await call(routes.actOnTheme, { params: { id: theme.id }, body: { name, data } }, { idempotencyKey: intent });
      await client.invalidateQueries({ queryKey: [LIVE] });
      onDone();
    } catch (refused) {
      setError(refused);
    } finally {
      setIntent(newIntent());
      setBusy(false);
    }
  };
  return { act, busy, error };
}

function Tasks({ theme }: { theme: Theme }) {
  const t = useWords(words);
  const text = useText();
  const { act, busy, error } = useAct(theme, () => undefined);
  if (theme.tasks.length === 0) return null;
  return (
    <>
      <ol>
        {theme.tasks.map((task) => (
          <li key={task.id}>
            {task.text} {task.unitName && <span className="lx-quiet">{text(task.unitName)}</span>}{' '}
            {task.doneAt !== null ? (
              <span className="lx-chip going">{t('taskDone', { at: dateOf(task.doneAt) })}</span>
            ) : (
              theme.allowed.includes('completeTask') && (
                <Button size="small" loading={busy} onClick={() => void act('completeTask', { task: task.id })}>
                  {t('act.completeTask')}
                </Button>
              )
            )}
          </li>
        ))}
      </ol>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

const asked = ['accept', 'dismiss', 'addTask', 'finish'] as const;
type Asked = (typeof asked)[number];

function Deciding({ theme }: { theme: Theme }) {
  const t = useWords(words);
  const [open, setOpen] = useState<Asked | null>(null);
  const may = asked.filter((name) => theme.allowed.includes(name));
  if (may.length === 0) return null;
  return (
    <>
      <div className="lx-commands">
        {may.map((name) => (
          <Button
            key={name}
            type={name === 'accept' ? 'primary' : 'default'}
            aria-expanded={open === name}
            onClick={() => setOpen(open === name ? null : name)}
          >
            {t(`act.${name}`)}
          </Button>
        ))}
      </div>
      {open !== null && may.includes(open) && <ActForm key={open} theme={theme} name={open} onDone={() => setOpen(null)} />}
    </>
  );
}

type Typed = {
  leadUnit?: string;
  unit?: string;
  plan?: string;
  tasks?: string;
  text?: string;
  reason?: string;
  summary?: string;
};

/** One task a line; who does it may be named later, by adding tasks. */
const linesOf = (typed: string): { text: string }[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ text: line }));

function dataOf(name: Asked, { leadUnit, unit, plan, tasks = '', text, reason, summary }: Typed): Record<string, unknown> {
  switch (name) {
    case 'accept':
      return { leadUnit, plan, tasks: linesOf(tasks) };
    case 'dismiss':
      return { reason };
    case 'addTask':
      return { text, ...(unit ? { unit } : {}) };
    case 'finish':
      return { summary };
  }
}

function ActForm({ theme, name, onDone }: { theme: Theme; name: Asked; onDone: () => void }) {
  const t = useWords(words);
  const text = useText();
  const { data: units } = useUnits();
  const { act, busy, error } = useAct(theme, onDone);
  const options = (units ?? []).filter(({ active }) => active).map((unit) => ({ value: unit.code, label: text(unit.name) }));
  const needed = [{ required: true, message: t('needed') }];
  const unitPicker = <Select showSearch={{ optionFilterProp: 'label' }} options={options} allowClear />;
  const long = (field: keyof Typed & ('plan' | 'tasks' | 'text' | 'reason' | 'summary')) => (
    <Form.Item name={field} label={t(`field.${field}`)} rules={needed}>
      <Input.TextArea autoSize={{ minRows: 2 }} />
    </Form.Item>
  );
  return (
    <Form<Typed>
      layout="vertical"
      className="lx-form"
      name={`theme-${theme.id}-${name}`}
      initialValues={theme.leadUnit === null ? {} : { leadUnit: theme.leadUnit }}
      onFinish={(typed) => void act(name, dataOf(name, typed))}
    >
      {name === 'accept' && (
        <>
          <Form.Item name="leadUnit" label={t('field.leadUnit')} rules={needed}>
            {unitPicker}
          </Form.Item>
          {long('plan')}
          {long('tasks')}
        </>
      )}
      {name === 'addTask' && (
        <>
          {long('text')}
          <Form.Item name="unit" label={t('field.unit')}>
            {unitPicker}
          </Form.Item>
        </>
      )}
      {name === 'dismiss' && long('reason')}
      {name === 'finish' && long('summary')}
      {error !== null && <ProblemNote error={error} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t(`act.${name}`)}
      </Button>
    </Form>
  );
}
