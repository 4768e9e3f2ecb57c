import type { ResultOf, Routes } from '#contract';
import { decisionWords, momentOf, useList, useText, useWords } from '../i18n';
import { useFactText } from './fact-text';
import { words } from './words';

type Decision = ResultOf<Routes['readWhy']>['decisions'][number];
type Rule = Decision['rules'][number];
type Miss = Decision['near'][number];

/** Why each table answered as it did: its row in words, what came near, and what would have turned it. */
export function WhyDecisions({ decisions }: { decisions: readonly Decision[] }) {
  const t = useWords(words);
  if (decisions.length === 0) return null;
  return (
    <details>
      <summary>{t('decided')}</summary>
      {decisions.map((decision, i) => (
        <OneDecision key={i} decision={decision} />
      ))}
    </details>
  );
}

function OneDecision({ decision }: { decision: Decision }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const fact = useFactText();
  const { table, node, name, matched, outputs, rules, near, basis, erased } = decision;
  const id = table ?? node;
  const title = name ?? decisionWords[id] ?? { zh: id, en: id };
  const said = Object.entries(outputs).map(([key, value]) =>
    t('outputs', { name: fact.name(key), value: fact.value(key, value) }),
  );
  return (
    <div className="lx-why-act">
      <b>{text(title)}</b> <span className="lx-quiet">{momentOf(decision.at)}</span>
      <p style={{ margin: '.2rem 0' }}>
        {matched.length > 0 ? t('rules', { rules: list(matched.map(String)) }) : t('noRule')}{' '}
        {said.length > 0 && `→ ${list(said)}`}
      </p>
      <ul className="lx-sentences">
        {rules.map((rule) => (
          <li key={rule.number}>
            <RuleText rule={rule} />
          </li>
        ))}
      </ul>
      {near.length > 0 && (
        <>
          <p className="lx-hint">{t('nearest')}</p>
          <ul className="lx-sentences">
            {near.map((miss) => (
              <li key={miss.number}>
                <MissText miss={miss} />
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="lx-quiet">
        {t(`basis.${basis}`)}
        {erased.length > 0 && ` ${t('basisErased', { facts: list(erased.map(fact.name)) })}`}
      </p>
    </div>
  );
}

function RuleText({ rule }: { rule: Rule }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const cells = rule.cells.map((cell) => `${text(cell.label)} ${text(cell.text)}`);
  return (
    <>
      {t('ruleSays', { n: rule.number, when: cells.length > 0 ? list(cells) : t('always') })}
      {rule.note && <span className="lx-quiet"> · {rule.note}</span>}
    </>
  );
}

function MissText({ miss }: { miss: Miss }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const fact = useFactText();
  const shown = (expression: string, value: Miss['no'][number]['value']): string =>
    value === null ? t('noValue') : fact.value(expression, value);
  const no = miss.no.map((cell) =>
    t('saidNo', { label: text(cell.label), cell: text(cell.text), value: shown(cell.expression, cell.value) }),
  );
  const { change } = miss;
  return (
    <>
      {t('nearMiss', { n: miss.number, no: list(no) })}
      {change && (
        <div className="lx-hint">
          {t('wouldTurn', {
            label: text(change.label),
            from: shown(change.expression, change.from),
            to: shown(change.expression, change.to),
          })}
        </div>
      )}
    </>
  );
}
