import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { routes } from '#contract';
import type { Bilingual, Flow } from '#domain';
import { useRead } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { Loaded, Page, Section } from '../parts';
import { Overlaid } from './overlaid';
import { words } from './words';

type Way = {
  release: number;
  flow: Flow;
  visits: { node: string; times: number }[];
  stands: string[];
  edges: string[];
  sentBack: { from: string; to: string; at: string }[];
};

/** One issue's way over the drawing it runs by: where it was and how often, where it stands, what was sent back. */
export function WayPage() {
  const { no = '' } = useParams();
  const t = useWords(words);
  const way = useRead(routes.readWay, { params: { no } });
  return (
    <Page
      title={t('way', { no })}
      plainTitle={t('way', { no })}
      lead={
        <>
          {way.data && t('wayLead', { n: way.data.release })} <Link to={`/issues/${no}`}>{t('toIssue')}</Link>
        </>
      }
    >
      <Loaded query={way}>{(read) => <Shown way={read} />}</Loaded>
    </Page>
  );
}

function Shown({ way }: { way: Way }) {
  const t = useWords(words);
  const text = useText();
  const names = new Map<string, Bilingual>(way.flow.nodes.map(({ id, name }) => [id, name]));
  const name = (node: string): string => text(names.get(node) ?? { zh: node, en: node });
  const badges = useMemo(
    () =>
      new Map(
        way.visits.map(({ node, times }) => [
          node,
          <span
            key={node}
            role="img"
            className={`lx-here-badge ${way.stands.includes(node) ? 'now' : ''}`}
            aria-label={t('visits', { n: times })}
          >
            {times}
          </span>,
        ]),
      ),
    [way, t],
  );
  const marks = useMemo(
    () =>
      new Map([...way.visits.map(({ node }) => [node, 'lx-gone'] as const), ...way.edges.map((id) => [id, 'lx-gone'] as const)]),
    [way],
  );
  return (
    <>
      <Overlaid flow={way.flow} label={t('wayCanvas')} badges={badges} marks={marks} />
      <Section title={t('sentBack')} id="sent-back">
        {way.sentBack.length === 0 && <p className="lx-quiet">{t('noneSentBack')}</p>}
        <ul>
          {way.sentBack.map(({ from, to, at }) => (
            <li key={`${at} ${from}`}>{t('sentBackLine', { at: momentOf(at), from: name(from), to: name(to) })}</li>
          ))}
        </ul>
      </Section>
      <Section title={t('wayList')} id="way">
        <table className="lx-live-table">
          <thead>
            <tr>
              <th scope="col">{t('step')}</th>
              <th scope="col">{t('times')}</th>
              <th scope="col">{t('now')}</th>
            </tr>
          </thead>
          <tbody>
            {way.visits.map(({ node, times }) => (
              <tr key={node}>
                <th scope="row">{name(node)}</th>
                <td className="lx-num">{times}</td>
                <td>{way.stands.includes(node) && t('here')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </>
  );
}
