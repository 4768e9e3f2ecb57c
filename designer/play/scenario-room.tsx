import { ReactFlowProvider } from '@xyflow/react';
import { Button, Progress } from 'antd';
import { useMemo, useState } from 'react';
import { type Coverage, type Flow, type Scenario, coverageOf, readScenario, settingOf } from '#domain';
import { useWords } from '../i18n';
import { Loaded, Nothing } from '../parts';
import { MarkedCanvas, type Marks } from './canvas';
import { CannotPlay } from './cannot-play';
import { Missed } from './missed';
import { ScenarioRow } from './scenario-row';
import { handOver } from './session';
import { useCityOf, useRehearsal } from './use-city';
import { type Stored, useRuns, useScenarios } from './use-scenarios';
import { words } from './words';
import './play.css';

type Props = { flow: Flow; mayWrite: boolean; onPlay: () => void; onShow: (id: string) => void };

/** The scenarios beside the draft: all of them played on it as it is, and what none of them reaches. */
export function ScenarioRoom({ flow, mayWrite, onPlay, onShow }: Props) {
  const rehearsal = useRehearsal(flow);
  const scenarios = useScenarios(flow.id);
  return (
    <Loaded query={rehearsal}>
      {(read) => (
        <Loaded query={scenarios}>
          {(items) => (
            <ReactFlowProvider>
              <Room rehearsal={read} scenarios={items} flow={flow} mayWrite={mayWrite} onPlay={onPlay} onShow={onShow} />
            </ReactFlowProvider>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

type RoomProps = Props & { rehearsal: Parameters<typeof useCityOf>[0]; scenarios: readonly Stored[] };

function Room({ rehearsal, scenarios, flow, mayWrite, onPlay, onShow }: RoomProps) {
  const t = useWords(words);
  const city = useCityOf(rehearsal, flow);
  const made = useMemo(() => settingOf(city), [city]);
  const drawn = (city.content as { flow: Flow }).flow;
  const [again, setAgain] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const { runs, running, failed } = useRuns(city, drawn, scenarios, again);
  const known = useMemo(() => scenarios.flatMap(({ id }) => runs.get(id) ?? []), [scenarios, runs]);
  const coverage = useMemo(() => coverageOf(drawn, known), [drawn, known]);
  const green = known.filter(({ outcome }) => outcome === 'green').length;
  const play = (stored: Stored): void => {
    const read = readScenario(stored.document);
    if (!read.ok) return;
    handOver(flow.id, plainly(read.scenario));
    onPlay();
  };
  return (
    <div className="lx-play-body">
      <MarkedCanvas
        flow={drawn}
        marks={useCovered(coverage, scenarios.length > 0)}
        label={t('coverageCanvas')}
        chosen={chosen}
        onChoose={setChosen}
      />
      <div className="lx-play-side">
        <section className="lx-play-pane" aria-labelledby="play-scenarios">
          <h2 id="play-scenarios">{t('scenarios')}</h2>
          <p role="status" className={green === known.length ? 'lx-good' : 'lx-bad'}>
            {running
              ? t('running', { n: known.length, all: scenarios.length })
              : t('result', { green, red: known.length - green })}
          </p>
          {!made.ok && <CannotPlay problems={made.problems} onShow={onShow} />}
          {failed && <p role="alert">{t('runFailed')}</p>}
          <p className="lx-quiet">{t('redBlocks')}</p>
          <p>
            <Button onClick={() => setAgain(again + 1)} loading={running} disabled={scenarios.length === 0}>
              {t('runAll')}
            </Button>
          </p>
          {scenarios.length === 0 && <Nothing text={t('noScenarios')} />}
          <ul className="lx-scenarios">
            {scenarios.map((stored) => (
              <ScenarioRow
                key={stored.id}
                stored={stored}
                run={runs.get(stored.id) ?? null}
                mayWrite={mayWrite}
                onPlay={() => play(stored)}
              />
            ))}
          </ul>
        </section>
        <section className="lx-play-pane" aria-labelledby="play-coverage">
          <h2 id="play-coverage">{t('coverage')}</h2>
          <Progress percent={Math.round(coverage.share * 100)} aria-label={t('coverage')} strokeColor="#2c7a4b" />
          <Missed flow={drawn} coverage={coverage} onShow={setChosen} />
        </section>
      </div>
    </div>
  );
}

/** What is played again by hand expects nothing. */
const plainly = ({ expect: _expect, ...scenario }: Scenario): Scenario => ({
  ...scenario,
  steps: scenario.steps.map(({ expect: _none, ...step }) => step),
});

function useCovered({ nodes, edges, missed }: Coverage, any: boolean): Marks {
  return useMemo(() => {
    const reached = [...nodes, ...edges].flatMap(([id, by]) => (by.length > 0 ? [id] : []));
    return {
      tokens: new Map<string, number>(),
      reached: new Set(reached),
      missed: new Set(any ? [...missed.nodes, ...missed.edges] : []),
    };
  }, [nodes, edges, missed, any]);
}
