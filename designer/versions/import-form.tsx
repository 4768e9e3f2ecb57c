import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { routes } from '#contract';
import type { Json } from '#domain';
import { LIVE, ProblemError, call, holdsAny, newIntent, useMe } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { ProblemNote, Section } from '../parts';
import type { ImportPlan } from './import-page';
import { writes } from './plan-view';
import { words } from './words';

type Props = { bundle: Json; plan: ImportPlan; onStale: () => Promise<void> };

/** Who signed, and the act; another installation's name is typed by an administrator who has compared the key. */
export function ImportForm({ bundle, plan, onStale }: Props) {
  const t = useWords(words);
  const go = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const isAdmin = holdsAny(useMe(), ['administrator']);
  const [intent] = useState(newIntent);
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>(null);
  const { signer, base, flow } = plan;
  const give = async () => {
    setError(null);
    const accept = signer.own ? {} : { accept: { name, key: signer.key } };
    try {
      await call(
        routes.importBundle,
        { body: { bundle, base, ...accept } },
        { idempotencyKey: `${intent}-${base.slice(0, 16)}` },
      );
      await client.invalidateQueries({ queryKey: [LIVE] });
      void message.success(t('done'));
      void go(`/studio/flows/${flow}/versions`);
    } catch (refused) {
      setError(refused);
      if (refused instanceof ProblemError && refused.problem.code === 'REVISION_CONFLICT') await onStale();
    }
  };
  return (
    <Section title={t('signer')} id="signer">
      <SignedBy plan={plan} />
      {!signer.own && (
        <Alert type="warning" showIcon title={t('foreign')} description={t(isAdmin ? 'foreignAdmin' : 'foreignOther')} />
      )}
      {!signer.own && isAdmin && (
        <p>
          <label htmlFor="accept-name">{t('acceptName')} </label>
          <Input
            id="accept-name"
            value={name}
            maxLength={200}
            style={{ maxWidth: 320 }}
            onChange={(event) => setName(event.target.value)}
          />
        </p>
      )}
      {error !== null && <ProblemNote error={error} />}
      {writes(plan) && (signer.own || isAdmin) && (
        <p>
          <Button type="primary" disabled={!signer.own && name.trim() === ''} onClick={() => void give()}>
            {t('importNow')}
          </Button>
        </p>
      )}
    </Section>
  );
}

function SignedBy({ plan: { signer, release, scenarios } }: { plan: ImportPlan }) {
  const t = useWords(words);
  const text = useText();
  const { number, publishedAt, authorName, approverName } = release;
  return (
    <p>
      <b>{signer.own ? t('ownSigner', { name: text(signer.name) }) : text(signer.name)}</b>{' '}
      <span className="lx-num">{t('keyOf', { key: signer.fingerprint })}</span>
      <br />
      {t('bundleOf', { n: number, at: momentOf(publishedAt), author: authorName, approver: approverName })} ·{' '}
      {t('scenarios', { n: scenarios })}
    </p>
  );
}
