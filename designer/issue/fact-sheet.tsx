import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type IssueDetail, useNames } from '../client';
import { choiceWords, momentOf, resultWords, useText, useWords } from '../i18n';
import { Section } from '../parts';
import { useFactText } from './fact-text';
import { words } from './words';

export function FactSheet({ issue }: { issue: IssueDetail }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const fact = useFactText();
  const { view } = issue;
  const satisfaction = view.satisfaction ? choiceWords[`satisfaction.${view.satisfaction}`] : undefined;
  const rows: [keyof typeof words, ReactNode][] = [
    ['category', names.category(view.category)],
    ['place', names.place(view)],
    ['source', names.source(view.source)],
    ['received', momentOf(view.openedAt)],
    ['accepted', view.acceptedAt && momentOf(view.acceptedAt)],
    ['closed', view.closedAt && momentOf(view.closedAt)],
    ['result', view.result && text(resultWords[view.result])],
    ['satisfaction', satisfaction && text(satisfaction)],
    ['mergedInto', view.mergedInto && <Link to={`/issues/${view.mergedInto}`}>{view.mergedInto}</Link>],
    ['relapse', view.relapseOf && <Link to={`/issues/${view.relapseOf}`}>{view.relapseOf}</Link>],
    ['release', <Link to={`/studio/releases/${view.release}`}>{t('seeRelease')}</Link>],
  ];
  return (
    <Section title={t('facts')} id="facts">
      <dl className="lx-facts">
        {rows
          .filter(([, value]) => value !== null && value !== '' && value !== undefined)
          .map(([key, value]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <details className="lx-under">
        <summary>{t('moreFacts')}</summary>
        <dl className="lx-facts">
          {Object.entries(issue.facts).map(([key, value]) => (
            <div key={key}>
              <dt>{fact.name(key)}</dt>
              <dd>{fact.value(key, value)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Section>
  );
}
