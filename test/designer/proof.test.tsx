/** @jest-environment jsdom */
import { prepareDom } from './dom';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { type City, flowSchema, releaseContentSchema, runScenario } from '#domain';
import { setLanguage } from '../../designer/i18n';
import { ProofPanel, useProof } from '../../designer/proof';
import { provenOf } from '../../designer/proof/prover';
import { ProverContext } from '../../designer/proof/use-proof';
import { words } from '../../designer/proof/words';
import { cityOf, withUnit } from '../domain/proof/small-city';

let city: City = cityOf();
let drafts = 200;
const sent: { url: string; body: Record<string, unknown> }[] = [];

const answer = (status: number, body: unknown) => ({
  ok: status < 400,
  status,
  headers: { get: (name: string) => (name === 'content-type' ? 'application/json' : null) },
  json: () => Promise.resolve(body),
});

function serve(url: string, init: { method: string; body?: string }) {
  if (init.method !== 'GET') sent.push({ url, body: JSON.parse(init.body ?? '{}') as Record<string, unknown> });
  if (!url.endsWith('/rehearsal')) return answer(200, { revision: 1 });
  const { content, units, people } = city;
  return drafts === 200
    ? answer(200, { content, units, people, days: [] })
    : answer(drafts, { code: 'CHECK_FAILED', text: { zh: '检查', en: 'check' } });
}

const onJump = jest.fn();
function besideOf() {
  const { decisions, policy } = releaseContentSchema.parse(city.content);
  return { decisions, policy };
}
const drawing = () => flowSchema.parse(releaseContentSchema.parse(city.content).flow);

function Room({ mayWrite = true }: { mayWrite?: boolean }) {
  const state = useProof(drawn, beside);
  return <ProofPanel state={state} mayWrite={mayWrite} onJump={onJump} />;
}
let drawn = drawing();
let beside = besideOf();

function shown(mayWrite = true, more: object = {}) {
  drawn = drawing();
  beside = { ...besideOf(), ...more };
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={client}>
      <App>
        <ProverContext value={(job) => ({ done: Promise.resolve().then(() => provenOf(job)), stop: () => undefined })}>
          <Room mayWrite={mayWrite} />
        </ProverContext>
      </App>
    </QueryClientProvider>,
  );
}

beforeAll(() => {
  configure({ asyncUtilTimeout: 20_000 });
  prepareDom();
  globalThis.fetch = ((url: string, init: { method: string }) => Promise.resolve(serve(url, init))) as never;
});
beforeEach(() => {
  sent.length = 0;
  drafts = 200;
  onJump.mockClear();
  act(() => setLanguage('en'));
});

it('says that a clean draft is proven, each property by itself', async () => {
  city = cityOf();
  shown();
  expect(await screen.findAllByText(words.proven.en)).toHaveLength(3);
});

it('shows the issue that goes wrong, leads to its place, and saves it as a scenario that is red', async () => {
  city = cityOf({ directory: withUnit('U2', { active: false }) });
  shown();
  expect(await screen.findByText(/An issue: category gas, source media/)).toBeTruthy();
  expect(screen.getByText(/By way of: Step start → Step route → Step handle/)).toBeTruthy();
  fireEvent.click(screen.getByText(words.show.en));
  expect(onJump).toHaveBeenCalledWith('handle');
  fireEvent.click(screen.getByText(words.save.en));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.url).toMatch(/\/api\/scenarios\/counter-/);
  expect(runScenario('saved', sent[0]?.body, city, drawing()).outcome).toBe('red');
  expect(sent[0]?.body).toMatchObject({ flow: 'small', name: { zh: expect.stringContaining('反例') as string } });
});

it('offers no saving to somebody who only reads', async () => {
  city = cityOf({ directory: withUnit('U2', { active: false }) });
  shown(false);
  await screen.findByText(/An issue: category gas/);
  expect(screen.queryByText(words.save.en)).toBeNull();
});

it('waits while drafts are missing, and asks nothing', async () => {
  city = cityOf();
  shown(true, { decisions: [] });
  expect(await screen.findByText(words.noDrafts.en)).toBeTruthy();
});

it('says so when the server has not all of them either', async () => {
  drafts = 422;
  shown();
  expect(await screen.findByText(words.noDrafts.en)).toBeTruthy();
});
