import { Link } from 'react-router';
import { momentOf, useText, useWords } from '../i18n';
import { Wide } from '../parts';
import { Exports } from './exports';
import type { History } from './history-page';
import { words } from './words';

type Props = {
  flow: string;
  history: History;
  mayWrite: boolean;
  chosen: { from: string; to: string };
  onFrom: (side: string) => void;
  onTo: (side: string) => void;
};

/** The drafts, then every release, the latest first. */
export function ReleaseTable(props: Props) {
  const t = useWords(words);
  return (
    <Wide label={t('versions')}>
      <table className="lx-diff-table lx-releases">
        <thead>
          <tr>
            <th scope="col">{t('from')}</th>
            <th scope="col">{t('to')}</th>
            <th scope="col">{t('version')}</th>
            <th scope="col">{t('who')}</th>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col" title={t('runningHelp')}>
              {t('running')}
            </th>
            <th scope="col">{t('hash')}</th>
            <th scope="col">{t('acts')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <Sides {...props} side="draft" name={t('draft')} />
            <td colSpan={7}>
              <b>{t('draft')}</b>
            </td>
          </tr>
          {props.history.releases.map((release) => (
            <Row key={release.number} {...props} release={release} />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Sides({ chosen, onFrom, onTo, side, name }: Props & { side: string; name: string }) {
  const t = useWords(words);
  const ends = [
    ['from', onFrom, t('fromThis', { name })],
    ['to', onTo, t('toThis', { name })],
  ] as const;
  return ends.map(([end, choose, label]) => (
    <td key={end}>
      <input
        type="radio"
        name={`compare-${end}`}
        aria-label={label}
        checked={chosen[end] === side}
        onChange={() => choose(side)}
      />
    </td>
  ));
}

function Row(props: Props & { release: History['releases'][number] }) {
  const { release, flow, mayWrite } = props;
  const t = useWords(words);
  const text = useText();
  const number = t('number', { n: release.number });
  return (
    <tr>
      <Sides {...props} side={String(release.number)} name={number} />
      <td>
        <Link to={`/studio/releases/${release.number}`}>
          {number} · {text(release.name)}
        </Link>{' '}
        {release.current && <span className="lx-chip going">{t('current')}</span>}
      </td>
      <td>
        {t('author', { name: release.authorName })}
        <br />
        {t('approver', { name: release.approverName })}
      </td>
      <td className="lx-num">{momentOf(release.publishedAt)}</td>
      <td>{release.note}</td>
      <td className="lx-num">{release.running}</td>
      <td className="lx-num">{release.hash.slice(0, 12)}</td>
      <td>
        <span className="lx-diff-acts">
          <Link to={`/studio/flows/${flow}/versions/diff?from=${release.number}&to=draft`}>{t('compareDraft')}</Link>
          {mayWrite && <Link to={`/studio/flows/${flow}/versions/restore?release=${release.number}`}>{t('restore')}</Link>}
          <Exports flow={flow} number={release.number} />
        </span>
      </td>
    </tr>
  );
}
