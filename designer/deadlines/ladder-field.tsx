import { Button } from 'antd';
import { useState } from 'react';
import { type Policy, type RungSpec, lengthText } from '#domain';
import { BilingualField, ChoiceField, type Choice, type Hands } from '../draft';
import { useList, useText, useWords } from '../i18n';
import { addRung, usesOf, withAt } from './edit';
import { useClockName } from './entries';
import { useActText } from './mark-text';
import { RungForm } from './rung-form';
import { Donor } from './donor-field';
import { words } from './words';

type Props = {
  hands: Hands<Policy>;
  ladder: string | undefined;
  /** Whose ladder it is, where several clocks stand beside each other. */
  of?: string;
  onPick?: (ladder: string | undefined) => void;
};

export function useLadderChoices(policy: Policy): Choice[] {
  const text = useText();
  return Object.entries(policy.ladders).map(([value, { name }]) => ({ value, label: text(name) }));
}

/** The ladder of a clock, rung by rung; whoever else hangs on it is named, for they change with it. */
export function LadderField({ hands, ladder, of, onPick }: Props) {
  const t = useWords(words);
  const { document: policy, change, rest, mayWrite } = hands;
  const choices = useLadderChoices(policy);
  const [open, setOpen] = useState<string | null>(null);
  const rule = ladder === undefined ? undefined : policy.ladders[ladder];
  return (
    <section className="lx-form-part">
      <h3>{of === undefined ? t('ladder') : t('ladderOf', { clock: of })}</h3>
      {onPick && <ChoiceField label={t('ladder')} value={ladder} choices={choices} disabled={!mayWrite} onChange={onPick} />}
      {(ladder === undefined || !rule) && <p className="lx-hint">{t('noLadder')}</p>}
      {ladder !== undefined && rule && (
        <>
          <SharedBy policy={policy} ladder={ladder} />
          <BilingualField
            label={t('ladderName')}
            value={rule.name}
            disabled={!mayWrite}
            onRest={rest}
            onChange={(name) => name && change((now) => withAt(now, ['ladders', ladder, 'name'], name), `ladder ${ladder} name`)}
          />
          {inOrder(rule.rungs).map((rung) => (
            <details key={rung.key} className="lx-clock-form" open={rung.key === open}>
              <summary>
                <RungSum rung={rung} />
              </summary>
              <RungForm hands={hands} ladder={ladder} rung={rung} />
            </details>
          ))}
          <Button
            disabled={!mayWrite}
            onClick={() => {
              const added = addRung(policy, ladder, words.newRung);
              change(added.policy);
              setOpen(added.key);
            }}
          >
            {t('addRung')}
          </Button>
          <Donor hands={hands} path={['ladders', ladder]} value={rule.donor} />
        </>
      )}
    </section>
  );
}

const nominal = { min: 1, h: 60, wh: 60, wd: 1440, nd: 1440 } as const;

/** By their place from the due, as good as can be said without a calendar. */
const inOrder = (rungs: readonly RungSpec[]): RungSpec[] =>
  [...rungs].sort((a, b) => a.offset.n * nominal[a.offset.unit] - b.offset.n * nominal[b.offset.unit]);

function RungSum({ rung }: { rung: RungSpec }) {
  const t = useWords(words);
  const text = useText();
  const act = useActText();
  const { n, unit } = rung.offset;
  const length = text(lengthText({ n: Math.abs(n), unit }));
  const when = n === 0 ? t('atDue') : t(n < 0 ? 'beforeDue' : 'afterDue', { length });
  return (
    <>
      <b>{text(rung.name)}</b>{' '}
      <span className="lx-quiet">
        {when} · {act(rung.act)}
      </span>
    </>
  );
}

function SharedBy({ policy, ladder }: { policy: Policy; ladder: string }) {
  const t = useWords(words);
  const list = useList();
  const clock = useClockName();
  const uses = usesOf(policy, ladder).map(([is = '', first = '', kind]) => {
    if (is === 'grade') return `${first} ${clock(kind ?? '')}`;
    return is === 'stage' ? clock(first) : clock(is);
  });
  if (uses.length < 2) return null;
  return <p className="lx-hint">{t('sharedBy', { uses: list(uses) })}</p>;
}
