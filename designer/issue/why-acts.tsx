import type { ResultOf, Routes } from '#contract';
import { commandWords, refusalWords, useText, useWords } from '../i18n';
import { words } from './words';

type Act = ResultOf<Routes['readWhy']>['acts'][number];

/** Who may act now, and what each act would do to clocks and cards; the reader's own acts first. */
export function WhyActs({ acts }: { acts: readonly Act[] }) {
  const t = useWords(words);
  if (acts.length === 0) return null;
  const sorted = [...acts].sort((a, b) => Number(b.mine) - Number(a.mine));
  return (
    <details>
      <summary>{t('mayAct')}</summary>
      {sorted.map((act) => (
        <OneAct key={`${act.name}-${act.node}-${act.assignment}-${act.by.zh}`} act={act} />
      ))}
    </details>
  );
}

function OneAct({ act }: { act: Act }) {
  const t = useWords(words);
  const text = useText();
  return (
    <details className="lx-why-act">
      <summary>
        <b>{text(commandWords[act.name])}</b> <span className="lx-quiet">{text(act.by)}</span>{' '}
        {act.mine && <span className="lx-chip done">{t('yours')}</span>}
      </summary>
      {act.variants.map((variant, i) => (
        <Variant key={i} variant={variant} />
      ))}
    </details>
  );
}

function Variant({ variant: { label, depends, refused, lines } }: { variant: Act['variants'][number] }) {
  const t = useWords(words);
  const text = useText();
  const why = refused === null ? null : (refusalWords as Partial<Record<string, { zh: string; en: string }>>)[refused];
  return (
    <>
      {label && <p style={{ margin: '.4rem 0 0' }}>{text(label)}</p>}
      <ul className="lx-sentences">
        {lines.map((line) => (
          <li key={line.zh}>{text(line)}</li>
        ))}
        {refused !== null && <li>{t('wouldBeRefused', { why: why ? text(why) : refused })}</li>}
        {depends && <li className="lx-quiet">{t('assumed', { what: text(depends) })}</li>}
      </ul>
    </>
  );
}
