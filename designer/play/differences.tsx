import { type ScenarioRun, caseStates } from '#domain';
import { useNames } from '../client';
import { clockKindWords, stageWords, useText, useWords } from '../i18n';
import { words } from './words';

/** What came of one scenario, in words: where it differs, what was expected and what was found. */
export function Differences({ run }: { run: ScenarioRun }) {
  const t = useWords(words);
  if (run.outcome === 'green') return <p className="lx-good">{t('allHold')}</p>;
  if (run.outcome === 'unplayable')
    return (
      <ul className="lx-sentences lx-bad">
        {run.faults.slice(0, 12).map(({ path, message }, i) => (
          <li key={i}>
            <code>{path}</code> {message}
          </li>
        ))}
      </ul>
    );
  return (
    <table className="lx-differences">
      <thead>
        <tr>
          <th>{t('where')}</th>
          <th>{t('wanted')}</th>
          <th>{t('found')}</th>
        </tr>
      </thead>
      <tbody>
        {run.differences.slice(0, 30).map(({ path, wanted, found }, i) => (
          <tr key={i}>
            <th scope="row">
              <Place path={path} />
            </th>
            <td>
              <Said text={wanted} other={found} />
            </td>
            <td>
              <Said text={found} other={wanted} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const fields = [
  'state',
  'result',
  'grade',
  'cycle',
  'facts',
  'dues',
  'cards',
  'notices',
  'events',
  'assignments',
  'orders',
  'whistles',
  'incidents',
] as const;

/** `steps[2].expect.state` as "after step 3: where it stands". */
function Place({ path }: { path: string }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const step = /^steps\[(\d+)\]/.exec(path)?.[1];
  const field = fields.find((one) => new RegExp(`\\.${one}\\b`).test(path));
  const named = /\(([^)]+)\)/.exec(path)?.[1];
  const clock = field === 'dues' ? named : undefined;
  const dot = clock?.lastIndexOf('.') ?? -1;
  const kind = clock?.slice(dot + 1) ?? '';
  const name =
    clock === undefined
      ? named
      : `${text(clockKindWords[kind] ?? { zh: kind, en: kind })} ${dot > 0 ? names.unit(clock.slice(0, dot)) : ''}`.trim();
  const rest = path.split(').')[1];
  return (
    <>
      {step === undefined ? t('inTheEnd') : t('afterStep', { n: Number(step) + 1 })}
      <br />
      <b>{field ? t(`field.${field}`) : t('field.answer')}</b> {name}{' '}
      {rest && ['dueAt', 'status', 'provisional', 'working.counted'].includes(rest) ? t(`of.${rest as 'dueAt'}`) : ''}
    </>
  );
}

/** A value as people read it: stages by their names, lists line by line with what the other side lacks marked. */
function Said({ text, other }: { text: string; other: string }) {
  const say = useText();
  const stage = caseStates.find((one) => one === text);
  if (stage) return <>{say(stageWords[stage])}</>;
  const lines = linesOf(text);
  if (lines.length <= 1) return <>{(lines[0] ?? text).replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ')}</>;
  const others = linesOf(other).map(keyOf);
  return (
    <ul className="lx-lines">
      {lines.map((line, i) => (
        <li key={i} className={others.includes(keyOf(line)) ? '' : 'lx-odd'}>
          {line}
        </li>
      ))}
    </ul>
  );
}

type Pattern = string | { type?: string; unit?: string; plannedAt?: string; to?: string; template?: string; colour?: string };

/** Patterns of a list, or what stood in its place, a line each. */
function linesOf(text: string): string[] {
  const list = /^(?:exact|inOrder|contains|absent) (\[[\s\S]*\])$/.exec(text)?.[1];
  if (list === undefined)
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return (JSON.parse(list) as Pattern[]).map((one) => (typeof one === 'string' ? one : Object.values(one).join(' ')));
}

/** What two lines of the same thing have in common: the type of an event, the template of a notice. */
const keyOf = (line: string): string => /[a-z][A-Za-z]{3,}/.exec(line.replace(/^[\d\-: *TZ.]+/, ''))?.[0] ?? line;
