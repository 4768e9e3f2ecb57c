import { type Bilingual, type Json, lengthText } from '#domain';
import { useText, useWords } from '../i18n';
import { groupByPart, useNumberName } from './policy-names';
import { type PolicyDocument, numbersOf } from './policy-numbers';
import { words } from './words';

/** A policy as readable sentences by part, and its ladders as lines of time. */
export function PolicyView({ document }: { document: PolicyDocument }) {
  const t = useWords(words);
  const { part, name } = useNumberName(document);
  const say = useNumberText();
  const groups = groupByPart(numbersOf(document).filter((one) => one.path[0] !== 'ladders'));
  return (
    <>
      <div className="lx-columns">
        {groups.map(([key, numbers]) => (
          <section key={key} style={{ breakInside: 'avoid', marginBottom: 16 }}>
            <h3>{part(key)}</h3>
            <ul className="lx-sentences">
              {numbers.map((number) => (
                <li key={number.path.join('/')}>
                  {name(number)}：<b>{say(number)}</b>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <h3>{t('ladder')}</h3>
      <Ladders document={document} />
    </>
  );
}

/** A number in words: `5个工作日`, `3`. */
export function useNumberText() {
  const text = useText();
  return ({ n, unit }: { n: number; unit: string | null }) =>
    unit === null ? String(n) : text(lengthText({ n, unit: unit as never }));
}

type Rung = {
  key: string;
  name: Bilingual;
  offset: { n: number; unit: string };
  time?: string;
  act: { kind: string; colour?: string };
};
type Ladder = { name: Bilingual; rungs: Rung[]; donor?: string };

function Ladders({ document }: { document: PolicyDocument }) {
  const text = useText();
  const t = useWords(words);
  const ladders = Object.entries((document['ladders'] ?? {}) as Record<string, Json>) as unknown as [string, Ladder][];
  return (
    <>
      {ladders.map(([key, ladder]) => (
        <section key={key} style={{ marginTop: 16 }}>
          <b>{text(ladder.name)}</b> {ladder.donor && <span className="lx-quiet">{t('donor', { donor: ladder.donor })}</span>}
          <ol className="lx-ladder">
            {ladder.rungs.map((rung) => (
              <li key={rung.key} className={rung.act.colour ?? rung.act.kind}>
                <b>{text(rung.name)}</b>
                <br />
                <RungTime rung={rung} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function RungTime({ rung }: { rung: Rung }) {
  const t = useWords(words);
  const say = useNumberText();
  const { n, unit } = rung.offset;
  if (n === 0) return <>{t('atDue')}</>;
  const length = say({ n: Math.abs(n), unit });
  return (
    <>
      {t(n < 0 ? 'before' : 'after', { length })} {rung.time && /\d/.test(rung.time) ? rung.time : ''}
    </>
  );
}
