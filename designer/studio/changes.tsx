import { routes } from '#contract';
import { useRead } from '../client';
import { useWords } from '../i18n';
import { partOf, useNumberName } from './policy-names';
import { type PolicyDocument, changedNumbers, documentOf } from './policy-numbers';
import { useNumberText } from './policy-view';
import { words } from './words';

/** The numbers of the policy draft that differ from the current release, so that an approver sees what they approve. */
export function ChangesSinceCurrent({ flow }: { flow: string }) {
  const draft = useRead(routes.readFlow, { params: { id: flow } });
  const policy = draft.data?.document.policy ?? '';
  const policyDraft = useRead(routes.readPolicy, { params: { id: policy } }, { enabled: policy !== '' });
  const current = useRead(routes.readRelease, { params: { id: 'current' } });
  if (!policyDraft.data || !current.data) return null;
  return <Changes before={documentOf(current.data.policy)} after={documentOf(policyDraft.data.document)} />;
}

function Changes({ before, after }: { before: PolicyDocument; after: PolicyDocument }) {
  const t = useWords(words);
  const { part, name } = useNumberName(after);
  const say = useNumberText();
  const changes = changedNumbers(before, after);
  if (changes.length === 0) return <p className="lx-hint">{t('sameNumbers')}</p>;
  return (
    <>
      <h3>{t('changes')}</h3>
      <ul className="lx-sentences">
        {changes.map((change) => (
          <li key={change.after.path.join('/')}>
            {part(partOf(change.after))} · {name(change.after)}：{say(change.before)} → <b>{say(change.after)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}
