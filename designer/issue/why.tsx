import { routes } from '#contract';
import { useRead } from '../client';
import { useText, useWords } from '../i18n';
import { Loaded, Section } from '../parts';
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
            {said.reasons.map((reason) => (
              <p key={reason.code} className="lx-quiet">
                {text(reason.text)}
              </p>
            ))}
            {said.waiting.length > 1 && (
              <ul className="lx-sentences">
                {said.waiting.map((one, i) => (
                  <li key={i}>{text(one.text)}</li>
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
                      {decision.table ?? decision.node}: {t('rules', { rules: decision.matched.join(', ') })} →{' '}
                      {Object.entries(decision.outputs)
                        .map(([key, value]) => `${key} = ${typeof value === 'string' ? value : JSON.stringify(value)}`)
                        .join(', ')}
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
