import { ReactFlowProvider } from '@xyflow/react';
import { App } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import {
  type City,
  type Flow,
  type PlayFrame,
  type RefusalCode,
  backTo,
  playFrame,
  reachedBy,
  settingOf,
  tryCommand,
  tryTimer,
  withAct,
  withoutLast,
  withRecorded,
  withTime,
  withWay,
  wayTo,
} from '#domain';
import { useText, useWords } from '../i18n';
import { Loaded } from '../parts';
import { MarkedCanvas, type Marks } from './canvas';
import { CannotPlay } from './cannot-play';
import { NowPanel } from './now-panel';
import { PlayBar } from './play-bar';
import { SaveScenario } from './save-scenario';
import { SeenTabs } from './seen-tabs';
import { type Session, useSessionOf } from './session';
import { StartForm } from './start-form';
import { useCityOf, useRehearsal } from './use-city';
import { words } from './words';
import './play.css';

type Props = { flow: Flow; mayWrite: boolean; onShow: (id: string) => void };

/** An issue through the draft, step by step in virtual time, on the drawing as it is under the hands. */
export function PlayRoom({ flow, mayWrite, onShow }: Props) {
  const rehearsal = useRehearsal(flow);
  return (
    <Loaded query={rehearsal}>
      {(read) => (
        <ReactFlowProvider>
          <Room rehearsal={read} flow={flow} mayWrite={mayWrite} onShow={onShow} />
        </ReactFlowProvider>
      )}
    </Loaded>
  );
}

function Room({ rehearsal, flow, mayWrite, onShow }: Props & { rehearsal: Parameters<typeof useCityOf>[0] }) {
  const city = useCityOf(rehearsal, flow);
  const [session, setSession] = useSessionOf(flow.id);
  const made = useMemo(() => settingOf(city), [city]);
  const result = useMemo(() => (session && made.ok ? playFrame(session.play, city) : null), [session, city, made]);
  if (!made.ok) return <CannotPlay problems={made.problems} onShow={onShow} />;
  if (!session || !result) {
    const { decisions } = rehearsal.content;
    return <StartForm flow={flow} decisions={decisions} zone={made.setting.zone} onStart={setSession} />;
  }
  if (!result.ok) return <CannotPlay problems={[]} faults={result.faults} onShow={onShow} onRestart={() => setSession(null)} />;
  return <Playing city={city} flow={flow} session={session} frame={result.frame} onSession={setSession} mayWrite={mayWrite} />;
}

type PlayingProps = {
  city: City;
  flow: Flow;
  session: Session;
  frame: PlayFrame;
  onSession: (session: Session | null) => void;
  mayWrite: boolean;
};

/** An act that the domain would not have, and whether it may stand as an expected refusal. */
type Refused = { act: Parameters<typeof withAct>[3]; code: RefusalCode; message: string };

/** What can be done to a play; each makes it a step longer or shorter. */
export type PlayActs = ReturnType<typeof usePlayActs>;

function usePlayActs({ flow, session, frame, onSession }: PlayingProps) {
  const t = useWords(words);
  const { message } = App.useApp();
  const [refused, setRefused] = useState<Refused | null>(null);
  const [busy, setBusy] = useState(false);
  const { play, recorded } = session;
  const { setting, state, now } = frame;
  const { zone } = setting;
  const change = (next: Session['play'], left = recorded): void => {
    setRefused(null);
    onSession({ play: next, recorded: left });
  };
  const give = (act: Refused['act']): boolean => {
    const turn = tryCommand(setting, state, { ...act, at: now });
    if (turn && !turn.ok) {
      setRefused({ act, code: turn.refusal.code, message: turn.refusal.message });
      return false;
    }
    change(withAct(play, zone, now, act));
    return true;
  };
  return {
    refused,
    busy,
    give,
    keepRefused: () => refused && change(withAct(play, zone, now, refused.act)),
    letRefused: () => setRefused(null),
    timer: () => {
      const next = tryTimer(setting, state);
      if (next) change(withTime(play, zone, next.at));
    },
    jump: (until: string) => until > now && change(withTime(play, zone, until)),
    back: () => change(withoutLast(play)),
    backTo: (steps: number) => change(backTo(play, steps)),
    restart: () => change(backTo(play, 0)),
    other: () => onSession(null),
    runTo: (node: string) => {
      setBusy(true);
      // The page says that it is looking before it looks.
      setTimeout(() => {
        const way = wayTo(setting, flow.edges, { state, now }, node);
        setBusy(false);
        if (way) change(withWay(play, zone, way));
        else void message.warning(t('noWay'));
      }, 30);
    },
    /** The next thing that people did to the past issue, at its own time. */
    recorded: () => {
      const [next, ...left] = recorded;
      if (next) change(withRecorded(play, zone, now, next), left);
    },
    skipRecorded: () => change(play, recorded.slice(1)),
  };
}

function Playing(props: PlayingProps) {
  const t = useWords(words);
  const text = useText();
  const { flow, session, frame, mayWrite, city } = props;
  const acts = usePlayActs(props);
  const [chosen, setChosen] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const marks = useMarks(flow, frame);
  const here = standing(flow, frame);
  useEffect(() => setChosen(here), [here, frame.moves.length]);
  return (
    <div className="lx-play">
      <PlayBar
        flow={flow}
        frame={frame}
        session={session}
        acts={acts}
        chosen={chosen}
        onChoose={setChosen}
        onSave={mayWrite ? () => setSaving(true) : null}
      />
      <div className="lx-play-body">
        <MarkedCanvas flow={flow} marks={marks} label={t('playCanvas')} chosen={chosen} onChoose={setChosen} />
        <div className="lx-play-side">
          <NowPanel flow={flow} frame={frame} session={session} acts={acts} />
          <SeenTabs flow={flow} frame={frame} session={session} acts={acts} />
        </div>
      </div>
      {saving && (
        <SaveScenario
          play={session.play}
          frame={frame}
          city={city}
          flow={flow}
          suggested={text(flow.name)}
          onClose={() => setSaving(false)}
        />
      )}
    </div>
  );
}

/** Where the eye should be: the first step that waits for somebody, not a join that waits for the others. */
function standing(flow: Flow, { state, moves }: PlayFrame): string | null {
  const nodes = state.tokens.map((token) => token.node);
  const isJoin = (id: string): boolean => flow.nodes.some((node) => node.id === id && node.kind === 'join');
  return nodes.find((id) => !isJoin(id)) ?? nodes[0] ?? moves.at(-1)?.to ?? null;
}

function useMarks(flow: Flow, { state, moves }: PlayFrame): Marks {
  return useMemo(() => {
    const tokens = new Map<string, number>();
    for (const { node } of state.tokens) tokens.set(node, (tokens.get(node) ?? 0) + 1);
    const { nodes, edges } = reachedBy(flow, moves);
    return { tokens, reached: new Set([...nodes, ...edges]), missed: new Set<string>() };
  }, [flow, state, moves]);
}
