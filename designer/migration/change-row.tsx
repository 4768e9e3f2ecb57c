import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ResultOf, Routes } from '#contract';
import { clockKindWords, refusalWords, useList, useText, useWords } from '../i18n';
import { words } from './words';
import './migration.css';

type Change = Pick<
  ResultOf<Routes['dryRunMigration']>['items'][number],
  'no' | 'landings' | 'moves' | 'review' | 'code' | 'blocks'
>;

/** The heads of both tables; `past`: of what has been done. */
export function Heads({ past = false }: { past?: boolean }) {
  const t = useWords(words);
  return (
    <thead>
      <tr>
        {(['issue', past ? 'stood' : 'stands', 'lands', 'dues', 'result'] as const).map((head) => (
          <th key={head} scope="col">
            {t(head)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** One issue: where it stands and lands, its dues before and after, and what stands in the way. */
export function ChangeRow({ item, stands, result }: { item: Change; stands: string[]; result: ReactNode }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const refused = item.blocks.length === 0 && item.code !== null ? refusalWords[item.code as keyof typeof refusalWords] : null;
  return (
    <tr>
      <th scope="row">
        <Link to={`/issues/${item.no}`}>
          <b className="lx-num">{item.no}</b>
        </Link>
      </th>
      <td>{stands.length > 0 ? list(stands) : '–'}</td>
      <td>{item.landings.length > 0 ? list(item.landings.map(({ toName }) => text(toName))) : '–'}</td>
      <td>
        <Dues moves={item.moves} moved={item.landings.length > 0} />
      </td>
      <td>
        {result} {item.review > 0 && <span className="lx-chip late">{t('review', { n: item.review })}</span>}
        {item.blocks.map((block) => (
          <div key={`${block.code} ${block.node} ${block.about}`}>{text(block.text)}</div>
        ))}
        {refused && <div>{text(refused)}</div>}
      </td>
    </tr>
  );
}

function Dues({ moves, moved }: { moves: Change['moves']; moved: boolean }) {
  const t = useWords(words);
  const text = useText();
  if (moves.length === 0) return <span className="lx-quiet">{moved ? t('duesSame') : '–'}</span>;
  return (
    <>
      {moves.map(({ clock, kind, unitName, how, fromText, toText }) => (
        <div key={`${clock} ${how}`}>
          {text(clockKindWords[kind] ?? { zh: kind, en: kind })} {unitName && <span className="lx-quiet">{text(unitName)}</span>}{' '}
          <span className="lx-num">{fromText === toText ? (toText ?? '–') : `${fromText ?? '–'} → ${toText ?? '–'}`}</span>{' '}
          <span className="lx-quiet">{how === 'rungs' ? t('ladder') : t('cause')}</span>
        </div>
      ))}
    </>
  );
}
