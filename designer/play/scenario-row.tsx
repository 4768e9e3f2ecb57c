import { Alert, Button, Input, Popconfirm } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { routes } from '#contract';
import type { ScenarioRun } from '#domain';
import { ProblemError, call } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { ProblemNote } from '../parts';
import { Differences } from './differences';
import { SCENARIOS, type Stored } from './use-scenarios';
import { words } from './words';

type Props = { stored: Stored; run: ScenarioRun | null; mayWrite: boolean; onPlay: () => void };

const tones = { green: 'done', red: 'late', unplayable: 'late' } as const;

/** One scenario: how it stands, what differs, and what can be done with it. */
export function ScenarioRow({ stored, run, mayWrite, onPlay }: Props) {
  const t = useWords(words);
  const text = useText();
  const [editing, setEditing] = useState<Editing | null>(null);
  const { busy, error, save, remove } = useChanges(stored, () => setEditing(null));
  const isConflict =
    error instanceof ProblemError &&
    error.problem.code === 'REVISION_CONFLICT' &&
    editing !== null &&
    editing.revision !== stored.revision;
  return (
    <li>
      <details open={run !== null && run.outcome !== 'green'}>
        <summary>
          <span className={`lx-chip ${run ? tones[run.outcome] : 'waiting'}`}>
            {t(run ? `outcome.${run.outcome}` : 'outcome.none')}
          </span>{' '}
          <b>{text(stored.name)}</b>
        </summary>
        {run && <Differences run={run} />}
        <p className="lx-quiet">{t('savedBy', { at: momentOf(stored.updatedAt), name: stored.updatedByName })}</p>
        {editing !== null && (
          <Input.TextArea
            className="lx-json"
            aria-label={t('asJson')}
            autoSize={{ minRows: 8, maxRows: 20 }}
            value={editing.text}
            onChange={(event) => setEditing({ ...editing, text: event.target.value })}
          />
        )}
        {editing !== null && !isJson(editing.text) && <p role="alert">{t('noJson')}</p>}
        {error !== null && !isConflict && <ProblemNote error={error} />}
        {isConflict && (
          <Alert
            type="warning"
            showIcon
            role="alert"
            title={t('conflict')}
            description={
              <>
                <pre className="lx-theirs">{JSON.stringify(stored.document, null, 2)}</pre>
                <Button size="small" onClick={() => void save({ ...editing, revision: stored.revision })}>
                  {t('keepMine')}
                </Button>{' '}
                <Button size="small" onClick={() => setEditing(editingOf(stored))}>
                  {t('takeTheirs')}
                </Button>
              </>
            }
          />
        )}
        <p className="lx-commands">
          <Button size="small" disabled={run === null || run.faults.length > 0} onClick={onPlay}>
            {t('playIt')}
          </Button>
          {mayWrite && editing === null && (
            <Button size="small" onClick={() => setEditing(editingOf(stored))}>
              {t('editIt')}
            </Button>
          )}
          {editing !== null && (
            <>
              <Button
                size="small"
                type="primary"
                loading={busy}
                disabled={!isJson(editing.text)}
                onClick={() => void save(editing)}
              >
                {t('saveIt')}
              </Button>
              <Button size="small" onClick={() => setEditing(null)}>
                {t('cancel')}
              </Button>
            </>
          )}
          {mayWrite && (
            <Popconfirm title={t('removeSure')} okText={t('remove')} cancelText={t('cancel')} onConfirm={() => void remove()}>
              <Button size="small" danger>
                {t('remove')}
              </Button>
            </Popconfirm>
          )}
        </p>
      </details>
    </li>
  );
}

/** What is typed, over the revision that it began from. */
type Editing = { text: string; revision: number };
const editingOf = ({ document, revision }: Stored): Editing => ({ text: JSON.stringify(document, null, 2), revision });

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** Saves and removes over the revision that was read; what a colleague did meanwhile is said, not overwritten. */
function useChanges(stored: Stored, onDone: () => void) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const ifMatch = `"${stored.revision}"`;
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await act();
      onDone();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: [SCENARIOS] });
    }
  };
  return {
    busy,
    error,
    save: ({ text, revision }: Editing) =>
      attempt(async () => {
        const body = JSON.parse(text) as never;
        await call(routes.saveScenario, { params: { id: stored.id }, body }, { ifMatch: `"${revision}"` });
      }),
    remove: () => attempt(() => call(routes.removeScenario, { params: { id: stored.id } }, { ifMatch })),
  };
}
