import { Link } from 'react-router';
import { routes } from '#contract';
import { useRead } from '../client';
import { momentOf, useList, useText, useWords } from '../i18n';
import { Loaded, Wide } from '../parts';
import { ChangeList, type Difference } from './change-list';
import { words } from './words';

/** Every change of the drafts since the flow was last published, and everybody who made one: what an approver answers for. */
export function SinceLastRelease({ flow }: { flow: string }) {
  const t = useWords(words);
  const history = useRead(routes.readHistory, { params: { id: flow } });
  return (
    <Loaded query={history}>
      {({ releases }) => {
        const last = releases[0]?.number;
        return last === undefined ? <p className="lx-hint">{t('sinceNone')}</p> : <Since flow={flow} last={last} />;
      }}
    </Loaded>
  );
}

function Since({ flow, last }: { flow: string; last: number }) {
  const t = useWords(words);
  const difference = useRead(routes.diffReleases, { params: { id: flow }, query: { from: String(last), to: 'draft' } });
  return (
    <>
      <h3>{t('sinceLast', { n: last })}</h3>
      <Loaded query={difference}>
        {(read) => (
          <>
            <p>
              <Link to={`/studio/flows/${flow}/versions/diff?from=${last}&to=draft`}>{t('openDiff')}</Link>
            </p>
            {read.diff.count > 0 && (
              <section className="lx-diff-part">
                <h3>{t('authors')}</h3>
                <Authors difference={read} />
              </section>
            )}
            <ChangeList difference={read} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** Who has a hand in which of the drafts. */
export function Authors({ difference }: { difference: Difference }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const drafts = touched(difference);
  if (drafts.length === 0) return null;
  return (
    <Wide label={t('authors')}>
      <table className="lx-diff-table">
        <tbody>
          {drafts.map((draft) => (
            <tr key={`${draft.kind} ${draft.id}`}>
              <th scope="row">
                <span className="lx-quiet">{t(`kind.${draft.kind}`)}</span> {text(draft.name)}
              </th>
              <td>{list(draft.authors.map(({ name, at }) => t('savedAt', { name, at: momentOf(at) })))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** The drafts that say otherwise than the release. */
function touched({ drafts, diff }: Difference): Difference['drafts'] {
  const ids = {
    flow: diff.flows.map(({ id }) => id),
    table: diff.tables.map(({ id }) => id),
    policy: diff.policy ? [diff.policy.id] : [],
    calendar: diff.hours.map(({ id }) => id),
    scenario: [],
  } satisfies Record<Difference['drafts'][number]['kind'], string[]>;
  return drafts.filter(({ kind, id }) => (ids[kind] as string[]).includes(id));
}
