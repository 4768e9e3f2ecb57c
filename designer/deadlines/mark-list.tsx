import type { PreviewRung } from '#domain';
import { useText, useWords } from '../i18n';
import { instantOfMark, useActText, useAddressText, useMarkText } from './mark-text';
import { type Mark, toneOf } from './marks';
import { words } from './words';

type Props = { marks: readonly Mark[]; zone: string; chosen: string | null; onChoose: (id: string) => void };

/** The time line in words: when, what, why then, and who hears of it. */
export function MarkList({ marks, zone, chosen, onChoose }: Props) {
  const t = useWords(words);
  const say = useMarkText();
  return (
    <ol className="lx-marks" aria-label={t('timeLineWords')}>
      {marks.map((mark) => (
        <li key={mark.id} className={mark.id === chosen ? 'chosen' : ''}>
          <button
            type="button"
            className={`lx-mark-number ${toneOf(mark)}`}
            aria-label={t('showMark', { n: mark.n })}
            aria-pressed={mark.id === chosen}
            onClick={() => onChoose(mark.id)}
          >
            {mark.n}
          </button>
          <span className="lx-num">{instantOfMark(zone, mark)}</span>
          <span>
            <b>{say(mark)}</b>
            {mark.is === 'rung' && <RungText rung={mark.rung} />}
            {mark.is === 'due' && mark.provisional !== null && <span className="lx-chip waiting">{t('provisional')}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function RungText({ rung }: { rung: PreviewRung }) {
  const t = useWords(words);
  const text = useText();
  const act = useActText();
  const to = useAddressText();
  const passed = rung.days.filter(({ counted }) => !counted).length;
  return (
    <>
      {!rung.withinHours && <span className="lx-chip">{t('outsideHours')}</span>}
      <span className="lx-why">
        {text(rung.why)}
        {passed > 0 && t('passedOver', { n: passed })} · {act(rung.spec.act)} → {to(rung.spec.to)}
      </span>
    </>
  );
}
