import { Button, Checkbox, Input, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { routes } from '#contract';
import {
  type City,
  type Flow,
  type PlayFrame,
  type Scenario,
  type SeenPart,
  keySchema,
  runScenario,
  scenarioOf,
  seenParts,
} from '#domain';
import { call } from '../client';
import { Field } from '../draft';
import { useWords } from '../i18n';
import { ProblemNote } from '../parts';
import { Differences } from './differences';
import { SCENARIOS } from './use-scenarios';
import { words } from './words';

type Props = { play: Scenario; frame: PlayFrame; city: City; flow: Flow; suggested: string; onClose: () => void };

/** Nothing that a harmless change of another part would turn red, unless it is asked for. */
const usual: readonly SeenPart[] = ['steps', 'state', 'dues', 'cards', 'events', 'units'];

/** The play becomes a scenario: a name, what of it is expected ever after, and the document itself for whoever wants to change more. */
export function SaveScenario({ play, frame, city, flow, suggested, onClose }: Props) {
  const t = useWords(words);
  const client = useQueryClient();
  const [zh, setZh] = useState(t('scenarioOf', { flow: suggested }));
  const [en, setEn] = useState('');
  const [id, setId] = useState(() => `scenario-${Date.now().toString(36)}`);
  const [parts, setParts] = useState<readonly SeenPart[]>(usual);
  const [edited, setEdited] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const made = useMemo(
    () =>
      JSON.stringify(
        scenarioOf(play, frame, { id, name: { zh: zh.trim() || id, en: en.trim() || zh.trim() || id } }, parts),
        null,
        2,
      ),
    [play, frame, id, zh, en, parts],
  );
  const document = parsed(edited ?? made);
  const run = useMemo(() => (document ? runScenario(id, document, city, flow) : null), [document, id, city, flow]);
  const isKey = keySchema.safeParse(id).success;
  const save = async (): Promise<void> => {
    if (!document) return;
    setBusy(true);
    setError(null);
    try {
      await call(routes.saveScenario, { params: { id }, body: document as never }, { ifMatch: '*' });
      await client.invalidateQueries({ queryKey: [SCENARIOS] });
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={720}
      title={t('save')}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" loading={busy} disabled={!isKey || zh.trim() === '' || !document} onClick={() => void save()}>
            {t('saveIt')}
          </Button>
        </>
      }
    >
      <div className="lx-form-row">
        <Field label={t('nameZh')}>
          {(field) => <Input id={field} value={zh} maxLength={80} onChange={(event) => setZh(event.target.value)} />}
        </Field>
        <Field label={t('nameEn')}>
          {(field) => (
            <Input id={field} value={en} maxLength={80} placeholder={zh} onChange={(event) => setEn(event.target.value)} />
          )}
        </Field>
        <Field label={t('id')} help={t('idHelp')}>
          {(field) => (
            <Input
              id={field}
              value={id}
              maxLength={64}
              {...(isKey ? {} : { status: 'error' as const })}
              onChange={(event) => setId(event.target.value)}
            />
          )}
        </Field>
      </div>
      <fieldset className="lx-parts">
        <legend>{t('expects')}</legend>
        {seenParts.map((part) => (
          <Checkbox
            key={part}
            checked={parts.includes(part)}
            disabled={edited !== null}
            onChange={(event) => setParts(event.target.checked ? [...parts, part] : parts.filter((one) => one !== part))}
          >
            {t(`part.${part}`)}
          </Checkbox>
        ))}
      </fieldset>
      <details>
        <summary>{t('asJson')}</summary>
        <Input.TextArea
          className="lx-json"
          aria-label={t('asJson')}
          autoSize={{ minRows: 8, maxRows: 18 }}
          value={edited ?? made}
          onChange={(event) => setEdited(event.target.value)}
        />
        {edited !== null && (
          <Button size="small" onClick={() => setEdited(null)}>
            {t('discard')}
          </Button>
        )}
      </details>
      {!document && <p role="alert">{t('noJson')}</p>}
      {run && <Differences run={run} />}
      {error !== null && <ProblemNote error={error} />}
    </Modal>
  );
}

function parsed(typed: string): object | null {
  try {
    const read: unknown = JSON.parse(typed);
    return typeof read === 'object' && read !== null ? read : null;
  } catch {
    return null;
  }
}
