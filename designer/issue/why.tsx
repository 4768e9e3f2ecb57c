import { type ResultOf, type Routes, routes } from '#contract';
import type { Bilingual } from '#domain';
import { useRead } from '../client';
import { decisionWords, useList, useText, useWords } from '../i18n';
import { Loaded, Section } from '../parts';
import { useFactText } from './fact-text';
import { words } from './words';

/** Why the issue stands where it stands, and what happens next by itself. */
export function WhyHere({ no }: { no: string }) {
  const t = useWords(words);
  const text = useText();
  const why = useRead(routes.readWhy, { params: { no } });
  return (
    <Section title={t('why')} id="why">
      <Loaded query={why}>
        {(said) => (
          <>
            <p>
              {said.stuck && <span className="lx-chip late">{t('stuck')}</span>} {text(said.sentence)}
            </p>
            {others(said).length > 0 && (
              <ul className="lx-sentences">
                {others(said).map((one) => (
                  <li key={one.zh}>{text(one)}</li>
                ))}
              </ul>
            )}
            {said.next && <p className="lx-hint">{t('next', { text: text(said.next.text) })}</p>}
            {said.decisions.length > 0 && (
              <details>
                <summary>{t('decided')}</summary>
                <ul className="lx-sentences">
                  {said.decisions.map((decision, i) => (
                    <li key={i}>
                      <Decision decision={decision} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

type Why = ResultOf<Routes['readWhy']>;

/** What the first sentence has not said yet, each thing once. */
function others({ sentence, reasons, waiting }: Why): Bilingual[] {
  const said = (reasons.length > 0 ? reasons : waiting).map((one) => one.text);
  return said.filter((one, i) => one.zh !== sentence.zh && said.findIndex(({ zh }) => zh === one.zh) === i);
}

function Decision({ decision: { table, node, matched, outputs } }: { decision: Why['decisions'][number] }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const fact = useFactText();
  const id = table ?? node;
  const name = decisionWords[id] ? text(decisionWords[id]) : id;
  const said = Object.entries(outputs).map(([key, value]) =>
    t('outputs', { name: fact.name(key), value: fact.value(key, value) }),
  );
  return <>{`${name} · ${t('rules', { rules: list(matched.map(String)) })} · ${list(said)}`}</>;
}
