import { Button, Select } from 'antd';
import { useState } from 'react';
import { type Flow, type PlayFrame, tryTimer } from '#domain';
import { momentOf, useText, useWords } from '../i18n';
import { inOrder } from '../drawing/outline-order';
import { instantOfLocal, localOf } from './local-time';
import type { PlayActs } from './play-room';
import type { Session } from './session';
import { words } from './words';

type Props = {
  flow: Flow;
  frame: PlayFrame;
  session: Session;
  acts: PlayActs;
  chosen: string | null;
  onChoose: (id: string) => void;
  onSave: (() => void) | null;
};

/** The movable clock, the ways back, and the way to any step. */
export function PlayBar({ flow, frame, session, acts, chosen, onChoose, onSave }: Props) {
  const t = useWords(words);
  const text = useText();
  const next = tryTimer(frame.setting, frame.state);
  const steps = inOrder(flow);
  const isStep = steps.some(({ id }) => id === chosen);
  const { length } = session.play.steps;
  return (
    <div className="lx-play-bar" role="toolbar" aria-label={t('controls')}>
      <Button disabled={length === 0} onClick={acts.restart} title={t('restart')}>
        {t('restart')}
      </Button>
      <Button disabled={length === 0} onClick={acts.back} title={`${t('back')} (B)`}>
        {t('back')}
      </Button>
      <Button type="primary" ghost disabled={!next} onClick={acts.timer} title={`${t('timer')} (T)`}>
        {t('timer')} {next && <span className="lx-num">{momentOf(next.at).slice(5)}</span>}
      </Button>
      <Jump key={frame.now} now={frame.now} zone={frame.setting.zone} onJump={acts.jump} />
      <span className="lx-run-to">
        <Select
          aria-label={t('runToWhich')}
          placeholder={t('runToWhich')}
          showSearch={{ optionFilterProp: 'label' }}
          value={isStep ? chosen : null}
          onChange={onChoose}
          options={steps.map((node) => ({ value: node.id, label: text(node.name) }))}
        />
        <Button disabled={!isStep || frame.state.final} loading={acts.busy} onClick={() => chosen !== null && acts.runTo(chosen)}>
          {t('runTo')}
        </Button>
      </span>
      <span className="lx-grow" />
      <Button onClick={acts.other}>{t('otherIssue')}</Button>
      {onSave && (
        <Button type="primary" onClick={onSave}>
          {t('save')}
        </Button>
      )}
    </div>
  );
}

/** The clock of the play: set to a later instant, everything until then happens. */
function Jump({ now, zone, onJump }: { now: string; zone: string; onJump: (until: string) => void }) {
  const t = useWords(words);
  const [typed, setTyped] = useState(localOf(zone, now));
  const until = instantOfLocal(zone, typed);
  const jump = (): void => {
    if (until !== null && until > now) onJump(until);
  };
  return (
    <span className="lx-jump">
      <input
        type="datetime-local"
        className="ant-input"
        aria-label={t('clock')}
        value={typed}
        min={localOf(zone, now)}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && jump()}
      />
      <Button disabled={until === null || until <= now} onClick={jump}>
        {t('jump')}
      </Button>
    </span>
  );
}
