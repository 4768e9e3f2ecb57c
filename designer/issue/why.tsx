import { type ResultOf, type Routes, routes } from '#contract';
import type { Bilingual } from '#domain';
import { useRead } from '../client';
import { useText, useWords } from '../i18n';
import { Loaded, Section } from '../parts';
import { WhyActs } from './why-acts';
import { WhyDecisions } from './why-decisions';
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
            <WhyActs acts={said.acts} />
            <WhyDecisions decisions={said.decisions} />
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
