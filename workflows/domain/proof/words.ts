import type { Bilingual, Json } from '../text';
import { unitIn } from './accused';
import { say } from './follow';
import type { Fault, Property } from './suspicion';
import type { Walk } from './walk';

/** What the proof says, in both languages. */

export const propertyNames: Record<Property, Bilingual> = {
  routable: say('每件诉求都有路可走', 'every issue finds its way'),
  reaches: say('每件诉求都到人或在用单位手里，且有时限', 'every issue reaches a person or an active unit with a deadline'),
  notAccused: say('没有诉求落到被举报单位手里', 'no issue reaches the unit it accuses'),
};

export const faultCodes = {
  stuck: 'PROOF_STUCK',
  nobodyThere: 'PROOF_NOBODY_THERE',
  noLimit: 'PROOF_NO_LIMIT',
  notActive: 'PROOF_UNIT_NOT_ACTIVE',
  nobodysEnd: 'PROOF_CLOSED_UNHANDLED',
  toAccused: 'PROOF_TO_ACCUSED',
} as const satisfies Record<Fault['kind'], string>;

const listed = (walk: Walk, units: readonly string[], language: 'zh' | 'en'): string =>
  units.map((code) => unitIn(walk.directory, code)?.name[language] ?? code).join(language === 'zh' ? '、' : ', ');

const both = (make: (language: 'zh' | 'en') => string): Bilingual => ({ zh: make('zh'), en: make('en') });

/** What goes wrong at a step, as a sentence about one issue. */
export function faultWords(walk: Walk, fault: Fault, name: Bilingual): Bilingual {
  switch (fault.kind) {
    case 'stuck':
      return fault.rules
        ? both((language) =>
            language === 'zh'
              ? `停在“${name.zh}”：规则 ${fault.rules?.map((rule) => rule + 1).join('、') ?? ''} 给出不同的结果`
              : `stops at “${name.en}”: rules ${fault.rules?.map((rule) => rule + 1).join(', ') ?? ''} answer differently`,
          )
        : say(`停在“${name.zh}”：没有规则匹配，也没有出口`, `stops at “${name.en}”: no rule matches and no way leads on`);
    case 'nobodyThere':
      return say(
        `停在“${name.zh}”：没有在岗人员担任 ${fault.roles.join('、')}`,
        `waits at “${name.en}” for nobody: no active person is ${fault.roles.join(' or ')}`,
      );
    case 'noLimit':
      return say(`在“${name.zh}”没有时限`, `has no deadline at “${name.en}”`);
    case 'notActive':
      return both((language) =>
        language === 'zh'
          ? `在“${name.zh}”派给 ${listed(walk, fault.units, language)}，但没有一个在用`
          : `goes at “${name.en}” to ${listed(walk, fault.units, language)}, none of which is active`,
      );
    case 'nobodysEnd':
      return say(`未经任何人或单位办理就到了“${name.zh}”`, `comes to “${name.en}” with nobody having it in hand`);
    case 'toAccused':
      return both((language) =>
        language === 'zh'
          ? `举报了 ${listed(walk, fault.accused, language)}，却在“${name.zh}”派给了 ${listed(walk, [fault.unit], language)}`
          : `accuses ${listed(walk, fault.accused, language)} and goes at “${name.en}” to ${listed(walk, [fault.unit], language)}`,
      );
  }
}

export const mends: Record<Fault['kind'], Bilingual> = {
  stuck: say('在表里补一行，或给“无匹配”画一条出路。', 'Add a row to the table, or draw a way for “no match”.'),
  nobodyThere: say(
    '给一位在岗人员加上这个角色，或改由别的角色办理。',
    'Give an active person the role, or let another role do it.',
  ),
  noLimit: say('给这一步选一个大于零的时限。', 'Choose a limit above zero for the step.'),
  notActive: say('改派在用的单位，或重新启用该单位。', 'Name an active unit, or make this one active again.'),
  nobodysEnd: say('在到终点之前交给一个人。', 'Lead it to a person before the end.'),
  toAccused: say(
    '增设上一级的监督单位，使回避后有处可去。',
    'Add a supervision body above, so that the filter has where to turn.',
  ),
};

/** What a fact is called where the tables speak of it. */
export function labelOf({ drawing }: Walk, fact: string): Bilingual {
  const own = drawing.flow.facts?.find(({ id }) => id === fact)?.label;
  const inputs = drawing.decisions.flatMap((one) => (one.kind === 'table' ? one.inputs : []));
  return own ?? deskLabels[fact] ?? inputs.find(({ expression }) => expression.trim() === fact)?.label ?? say(fact, fact);
}

const deskLabels: Readonly<Record<string, Bilingual>> = {
  accused: say('被举报', 'accuses'),
  category: say('类别', 'category'),
  district: say('区县', 'district'),
  grade: say('等级', 'grade'),
  source: say('来源', 'source'),
  street: say('街道', 'street'),
};

/** Facts as a person reads them: 类别 wish、区县 520102. */
export function factWords(walk: Walk, facts: Readonly<Record<string, Json>>): Bilingual {
  const shown = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
  const named = Object.entries(facts).map(([fact, value]) => ({ label: labelOf(walk, fact), value: shown(value) }));
  return {
    zh: named.map(({ label, value }) => `${label.zh} ${value}`).join('、') || '什么都没写明',
    en: named.map(({ label, value }) => `${label.en} ${value}`).join(', ') || 'nothing told',
  };
}
