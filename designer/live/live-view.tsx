import { useMemo } from 'react';
import { Link } from 'react-router';
import { routes } from '#contract';
import type { Flow } from '#domain';
import { type Release, useRead } from '../client';
import { lengthOf, momentOf, useLanguage, useText, useWords } from '../i18n';
import { Loaded, Nothing } from '../parts';
import { Overlaid } from './overlaid';
import { words } from './words';

type Overlay = { at: string; running: number; overdue: number; nodes: Here[] };
type Here = { node: string; running: number; overdue: number; medianMs: number; longestMs: number };

/** The issues that run by a release, on its drawing and as a table; from each step to the list of those that stand there. */
export function LiveView({ release }: { release: Release }) {
  const overlay = useRead(routes.readOverlay, { params: { id: release.hash } });
  return <Loaded query={overlay}>{(read) => <Shown release={release} overlay={read} />}</Loaded>;
}

const listOf = (release: Release, node: string): string =>
  `/issues?${new URLSearchParams({ release: release.planHash, node }).toString()}`;

function Shown({ release, overlay }: { release: Release; overlay: Overlay }) {
  const t = useWords(words);
  const { at, running, overdue, nodes } = overlay;
  const badges = useMemo(
    () =>
      new Map(
        nodes.map((here) => [
          here.node,
          <Link
            key={here.node}
            to={listOf(release, here.node)}
            className={`lx-here-badge nodrag nopan ${here.overdue > 0 ? 'late' : ''}`}
            aria-label={t('hereMany', { n: here.running, late: here.overdue })}
          >
            {here.running}
            {here.overdue > 0 && <b>!{here.overdue}</b>}
          </Link>,
        ]),
      ),
    [nodes, release, t],
  );
  const marks = useMemo(() => new Map(nodes.map(({ node }) => [node, 'lx-here'])), [nodes]);
  return (
    <>
      <p>{t('sentence', { at: momentOf(at), n: running, late: overdue })}</p>
      <Overlaid flow={release.flow} label={t('canvas')} badges={badges} marks={marks} />
      {nodes.length === 0 ? <Nothing text={t('noneRunning')} /> : <Steps release={release} flow={release.flow} nodes={nodes} />}
    </>
  );
}

function Steps({ release, flow, nodes }: { release: Release; flow: Flow; nodes: Here[] }) {
  const t = useWords(words);
  const text = useText();
  const language = useLanguage();
  const names = new Map(flow.nodes.map(({ id, name }) => [id, name]));
  return (
    <div className="lx-scroll">
      <table className="lx-live-table" aria-label={t('table')}>
        <thead>
          <tr>
            {(['step', 'running', 'overdue', 'median', 'longest'] as const).map((key) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
            <th scope="col" aria-label={t('open')} />
          </tr>
        </thead>
        <tbody>
          {nodes.map((here) => (
            <tr key={here.node}>
              <th scope="row">{text(names.get(here.node) ?? { zh: here.node, en: here.node })}</th>
              <td className="lx-num">{here.running}</td>
              <td className={`lx-num ${here.overdue > 0 ? 'lx-bad' : ''}`}>{here.overdue}</td>
              <td>{lengthOf(here.medianMs, language)}</td>
              <td>{lengthOf(here.longestMs, language)}</td>
              <td>
                <Link to={listOf(release, here.node)}>{t('open')}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
