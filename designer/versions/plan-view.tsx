import type { ResultOf, Routes } from '#contract';
import { useText, useWords } from '../i18n';
import { Section } from '../parts';
import { DiffView } from './diff-view';
import { words } from './words';

type Plan = Pick<ResultOf<Routes['planRestore']>, 'drafts' | 'change'>;

/** Whether anything would be written at all. */
export const writes = ({ drafts }: Plan): boolean => drafts.some(({ becomes }) => becomes !== 'same');

/** What would be written, and what that changes, before it is done. */
export function PlanView({ plan }: { plan: Plan }) {
  const t = useWords(words);
  const text = useText();
  return (
    <>
      <Section title={t('willWrite')} id="will-write">
        {writes(plan) ? (
          <ul className="lx-sentences">
            {plan.drafts
              .filter(({ becomes }) => becomes !== 'same')
              .map((draft) => (
                <li key={`${draft.kind} ${draft.id}`}>
                  <span className="lx-quiet">{t(`kind.${draft.kind}`)}</span> {text(draft.name)}{' '}
                  <span className="lx-chip plain">{t(`becomes.${draft.becomes}`)}</span>
                </li>
              ))}
          </ul>
        ) : (
          <p className="lx-hint">{t('nothingToDo')}</p>
        )}
      </Section>
      {plan.change ? writes(plan) && <DiffView difference={plan.change} /> : <p className="lx-hint">{t('cannotCompare')}</p>}
    </>
  );
}
