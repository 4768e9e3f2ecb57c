/** @jest-environment jsdom */
import { prepareDom } from './dom';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import {
  type City,
  type Flow,
  type Scenario,
  flowSchema,
  playFrame,
  runScenario,
  scenarioOf,
  startPlay,
  wayTo,
  withWay,
} from '#domain';
import { commandWords, setLanguage } from '../../designer/i18n';
import { PlayRoom, ScenarioRoom } from '../../designer/play';
import { runEach } from '../../designer/play/runner';
import { RunnerContext } from '../../designer/play/use-scenarios';
import { words } from '../../designer/play/words';
import { directoryOf, releaseOf } from '../domain/flow/city';

// Sheets of style mean nothing to a test that lays nothing out.
jest.mock('@xyflow/react/dist/style.css', () => ({}));
jest.mock('../../designer/drawing/drawing.css', () => ({}));
jest.mock('../../designer/draft/draft.css', () => ({}));
jest.mock('../../designer/play/play.css', () => ({}));

const release = releaseOf('guiyang');
const flow: Flow = flowSchema.parse(release.flow);
const directory = directoryOf('guiyang');
const city: City = { content: release, ...directory };

type Sent = { url: string; method: string; body: Record<string, unknown> };
const sent: Sent[] = [];
let stored: Record<string, unknown>[] = [];
let content: object = release;

const answer = (status: number, body: unknown) => ({
  ok: status < 400,
  status,
  headers: { get: (name: string) => (name === 'content-type' ? 'application/json' : null) },
  json: () => Promise.resolve(body),
});

/** The api at its door: the drafts of the sample city, its lists, and the scenarios beside them. */
function serve(url: string, init: { method: string; body?: string }) {
  if (init.method !== 'GET') sent.push({ url, method: init.method, body: JSON.parse(init.body ?? '{}') as Sent['body'] });
  if (url.endsWith('/rehearsal')) return answer(200, { content, ...directory, days: [] });
  if (url.endsWith('/scenarios')) return answer(200, { items: stored.map((document) => ({ ...document, ...head, document })) });
  if (url === '/api/city')
    return answer(200, {
      ...{ city: 'guiyang', zone: 'Asia/Shanghai', sources: [], channels: [], emergencyNumbers: [] },
      ...{ now: '2026-11-23T01:00:00.000Z', speed: 1 },
      categories: [{ key: 'posters', name: { zh: '野广告', en: 'Posters' }, group: null, lane: null }],
      districts: [{ code: '520103', name: { zh: '云岩区', en: 'Yunyan' } }],
      streets: [{ code: '520103023', district: '520103', name: { zh: '普陀路', en: 'Putuo' } }],
    });
  return answer(200, { items: [] });
}
const head = { revision: 1, updatedAt: '2026-11-23T01:00:00.000Z', updatedBy: 'a', updatedByName: 'Ann' };

function inApp(children: React.ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={client}>
      <App>
        <RunnerContext
          value={(job, onRun) => ({ done: Promise.resolve().then(() => runEach(job, onRun)), stop: () => undefined })}
        >
          {children}
        </RunnerContext>
      </App>
    </QueryClientProvider>,
  );
}

beforeAll(() => {
  // Whole journeys are played behind each wait, on a machine that does other things.
  configure({ asyncUtilTimeout: 20_000 });
  prepareDom();
  globalThis.fetch = ((url: string, init: { method: string }) => Promise.resolve(serve(url, init))) as never;
});
beforeEach(() => {
  sent.length = 0;
  stored = [];
  content = release;
  sessionStorage.clear();
  act(() => setLanguage('en'));
});

const play = async () => {
  const shown = inApp(<PlayRoom flow={flow} mayWrite onShow={() => undefined} />);
  fireEvent.change(await screen.findByLabelText(words.reportedAt.en), { target: { value: '2026-11-23T09:00' } });
  fireEvent.click(screen.getAllByText(words.start.en)[0]!);
  await screen.findByText(words.awaited.en);
  return shown;
};
const choose = (name: keyof typeof commandWords) =>
  fireEvent.click(screen.getAllByText(commandWords[name].en, { selector: '.lx-choice b' })[0]!);
const status = () => document.querySelector('.lx-play-state')?.textContent ?? '';
const tokens = () =>
  [...document.querySelectorAll('.lx-token')].map((one) => one.closest('.react-flow__node')?.getAttribute('data-id'));

describe('playing a draft by hand', () => {
  it('takes a sample a step on at each choice, with the token where it stands, and back again', async () => {
    await play();
    expect(tokens()).toEqual(['verify']);
    choose('verify');
    await waitFor(() => expect(tokens()).toEqual(['review']));
    expect(status()).toContain('First review');
    fireEvent.keyDown(document.body, { key: 'b' });
    await waitFor(() => expect(tokens()).toEqual(['verify']));
    // The verifier's four working hours from 09:00 on a Monday end at 14:00 or 15:00 by the noon break: what comes first is that clock's.
    fireEvent.keyDown(document.body, { key: 't' });
    await waitFor(() => expect(document.querySelector('#play-now')?.textContent).not.toContain('09:00'));
  });

  it('is still there after the page was left, and follows the draft as it is drawn', async () => {
    const { unmount } = await play();
    choose('verify');
    await waitFor(() => expect(tokens()).toEqual(['review']));
    expect(status()).toContain('First review');
    unmount();
    // The step has another stage in the draft now: what was done is done again on it.
    const drawn = flow.nodes.map((node) => (node.id === 'review' ? { ...node, stage: 'ROUTING' as const } : node));
    inApp(<PlayRoom flow={{ ...flow, nodes: drawn }} mayWrite onShow={() => undefined} />);
    await waitFor(() => expect(status()).toContain('Routing'));
  });

  it('says what is to be mended in a draft that cannot be played', async () => {
    const torn = { ...flow, edges: flow.edges.filter(({ from }) => from !== 'start') };
    const onShow = jest.fn();
    inApp(<PlayRoom flow={torn} mayWrite onShow={onShow} />);
    await screen.findByText(words.cannotPlay.en);
    expect(screen.getByText(/There is no way on from “Intake”/)).toBeTruthy();
    fireEvent.click(screen.getAllByText(words.show.en)[0]!);
    expect(onShow).toHaveBeenCalled();
  });

  it('saves what was played as a scenario that holds on the same draft', async () => {
    await play();
    choose('verify');
    await waitFor(() => expect(tokens()).toEqual(['review']));
    fireEvent.click(screen.getByText(words.save.en));
    const dialog = (await screen.findByText(words.expects.en)).closest<HTMLElement>('.ant-modal')!;
    fireEvent.change(within(dialog).getByLabelText(words.id.en), { target: { value: 'verified' } });
    await within(dialog).findByText(words.allHold.en);
    fireEvent.click(within(dialog).getByText(words.saveIt.en));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ url: '/api/scenarios/verified', method: 'PUT', body: { flow: 'guiyang', manual: true } });
    expect(runScenario('verified', sent[0]!.body, city, flow)).toMatchObject({ outcome: 'green' });
    expect((sent[0]!.body['steps'] as object[])[0]).toMatchObject({ do: 'verify', expect: { state: 'FIRST_REVIEW' } });
  });
});

describe('the scenarios beside a draft', () => {
  const toReview = (): Scenario => {
    const intake = {
      source: 'media',
      category: 'posters',
      street: '520103023',
      point: null,
      text: '—',
      anonymous: true,
      channel: 'page' as const,
    };
    const begun = startPlay('2026-11-23T09:00', { ...intake, reporter: {}, facts: {}, relapseOf: null }, flow.id);
    const first = playFrame(begun, city);
    if (!first.ok) throw new Error('no play');
    const { setting, state, now } = first.frame;
    const whole = withWay(begun, setting.zone, wayTo(setting, flow.edges, { state, now }, 'review')!);
    const last = playFrame(whole, city);
    if (!last.ok) throw new Error('no play');
    return scenarioOf(whole, last.frame, { id: 'to-review', name: { zh: '到初审', en: 'To review' } }, [
      'steps',
      'state',
      'dues',
    ]);
  };

  it('are played as the room opens, drawn on the canvas, and what none reaches is listed', async () => {
    stored = [{ ...toReview() }];
    inApp(<ScenarioRoom flow={flow} mayWrite onPlay={() => undefined} onShow={() => undefined} />);
    await screen.findByText('Green: 1, red: 0');
    // start, grade, verify and review of 35 steps
    await screen.findByText('Steps that none reaches (31)');
    expect(document.querySelectorAll('.react-flow__node.lx-reached')).toHaveLength(4);
    expect(screen.getByText('Ledger', { selector: '.lx-link' })).toBeTruthy();
  });

  it('turn red with the step, what was expected and what was found, and a broken one says why', async () => {
    const scenario = toReview();
    stored = [
      { ...scenario, steps: scenario.steps.map((step) => ({ ...step, expect: { state: 'CLOSED' as const } })) },
      { id: 'broken', name: { zh: '坏', en: 'Broken' }, flow: 'guiyang', start: 'tomorrow' },
    ];
    inApp(<ScenarioRoom flow={flow} mayWrite onPlay={() => undefined} onShow={() => undefined} />);
    await screen.findByText('Green: 0, red: 2');
    const row = (await screen.findByText(/After step 1/)).closest('tr')!;
    expect([...row.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['Closed', 'First review']);
    expect(screen.getByText(/is no instant/)).toBeTruthy();
  });

  it('are opened for playing by hand without what they expect', async () => {
    stored = [{ ...toReview() }];
    const onPlay = jest.fn();
    inApp(<ScenarioRoom flow={flow} mayWrite onPlay={onPlay} onShow={() => undefined} />);
    await screen.findByText('Green: 1, red: 0');
    fireEvent.click(screen.getByText('To review'));
    fireEvent.click(screen.getByText(words.playIt.en));
    expect(onPlay).toHaveBeenCalled();
    const kept = JSON.parse(sessionStorage.getItem('liangxin.play.guiyang') ?? '{}') as { play: Scenario };
    expect(kept.play.steps[0]).toMatchObject({ do: 'verify' });
    expect(kept.play.steps[0]?.expect).toBeUndefined();
  });
});
