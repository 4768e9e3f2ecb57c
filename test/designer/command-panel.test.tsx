/** @jest-environment jsdom */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import type { AllowedCommand, Problem } from '#contract';
import type { IssueDetail } from '../../designer/client';
import { CommandPanel } from '../../designer/commands';
import { setLanguage } from '../../designer/i18n';
import { prepareDom } from './dom';

type Sent = { url: string; method: string; key: string | undefined; body: { name: string; data: Record<string, unknown> } };

const answers: { status: number; body: unknown }[] = [];
const sent: Sent[] = [];

/** The api at its door: lists are empty, commands get the next prepared answer. */
function serve(): void {
  globalThis.fetch = ((url: string, init: { method: string; headers: Record<string, string>; body?: string }) => {
    if (init.method !== 'POST')
      return Promise.resolve(
        answer(200, { items: [], next: null, categories: [], districts: [], streets: [], sources: [], channels: [] }),
      );
    sent.push({
      url,
      method: init.method,
      key: init.headers['idempotency-key'],
      body: JSON.parse(init.body ?? '{}') as Sent['body'],
    });
    const next = answers.shift();
    if (!next) throw new Error('no answer prepared');
    return next.status === 0 ? Promise.reject(new TypeError('connection lost')) : Promise.resolve(answer(next.status, next.body));
  }) as never;
}

const answer = (status: number, body: unknown) => ({
  ok: status < 400,
  status,
  headers: { get: (name: string) => (name === 'content-type' ? 'application/json' : null) },
  json: () => Promise.resolve(body),
});

const allow = (name: AllowedCommand['name'], assignment: string | null = null): AllowedCommand => ({
  name,
  node: 'n',
  assignment,
});

const issueWith = (...allowed: AllowedCommand[]) =>
  ({
    view: {
      no: 'GY2611220001',
      category: 'ads',
      district: null,
      street: null,
      grade: null,
      assignments: [{ id: 'a1', unit: 'U1' }],
      incidents: [],
    },
    intakes: [],
    allowed,
    whistles: [],
  }) as unknown as IssueDetail;

function show(issue: IssueDetail) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={client}>
      <App>
        <CommandPanel issue={issue} />
      </App>
    </QueryClientProvider>,
  );
}

const open = (name: string) => fireEvent.click(screen.getAllByRole('button', { name })[0]!);
const submit = async (name: string) => {
  await act(async () => {
    fireEvent.click(screen.getAllByRole('button', { name }).at(-1)!);
    await Promise.resolve();
  });
};

beforeAll(prepareDom);

beforeEach(() => {
  answers.length = 0;
  sent.length = 0;
  serve();
  act(() => setLanguage('en'));
});

describe('the commands of an issue', () => {
  it('keep a form with what was typed when somebody else acts first, and say so', () => {
    const inApp = (issue: IssueDetail) => (
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <App>
          <CommandPanel issue={issue} />
        </App>
      </QueryClientProvider>
    );
    const { rerender } = render(inApp(issueWith(allow('overrideJoint', 'a1'))));
    open('Stop waiting for joint units');
    const reason: HTMLTextAreaElement = screen.getByLabelText('Reason');
    fireEvent.change(reason, { target: { value: 'they have no part in it' } });
    expect(screen.queryByRole('alert')).toBeNull();
    rerender(inApp(issueWith()));
    expect(screen.getByLabelText('Reason')).toBe(reason);
    expect(reason.value).toBe('they have no part in it');
    expect(screen.getByRole('alert').textContent).toContain('no longer possible');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByText('There is nothing for you to do here now.')).toBeTruthy();
  });

  it('says so when there is nothing to do', () => {
    show(issueWith());
    expect(screen.getByText('There is nothing for you to do here now.')).toBeTruthy();
  });

  it('sends what was filled in, about the share it stands on', async () => {
    answers.push({ status: 200, body: { ok: true, code: 'OK', seq: 1, hash: 'h', stage: 'HANDLING' } });
    show(issueWith(allow('overrideJoint', 'a1')));
    open('Stop waiting for joint units');
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'the joint unit has no part in it' } });
    await submit('Stop waiting for joint units');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.url).toBe('/api/issues/GY2611220001/commands');
    expect(sent[0]?.body).toEqual({
      name: 'overrideJoint',
      data: { assignment: 'a1', reason: 'the joint unit has no part in it' },
    });
  });

  it('does not send a form with a needed field left empty, and names the field', async () => {
    show(issueWith(allow('requestInfo')));
    open('Ask for information');
    await submit('Ask for information');
    expect(await screen.findByText('Please fill in “Question”')).toBeTruthy();
    expect(sent).toHaveLength(0);
  });

  it('shows a refusal in words, with what is allowed instead', async () => {
    const refusal: Problem = {
      type: 'about:blank',
      title: 'Refused',
      status: 409,
      code: 'SAME_PERSON',
      text: { zh: '职责分离', en: 'The verifier may not review the same issue' },
      allowed: [allow('requestInfo')],
    };
    answers.push({ status: 409, body: refusal });
    show(issueWith(allow('startRework')));
    open('Start rework');
    await submit('Start rework');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The verifier may not review the same issue');
    expect(alert.textContent).toContain('What you may do now: Ask for information');
  });

  it('sends again under the same key when the answer was lost, and under a new one after a refusal', async () => {
    answers.push(
      { status: 0, body: null },
      {
        status: 409,
        body: { type: '', title: '', status: 409, code: 'NOT_ALLOWED_IN_STATE', text: { zh: '不行', en: 'not now' } },
      },
      { status: 200, body: { ok: true, code: 'OK', seq: 1, hash: 'h', stage: 'REWORK' } },
    );
    show(issueWith(allow('startRework')));
    open('Start rework');
    for (const times of [1, 2, 3]) {
      await submit('Start rework');
      await waitFor(() => expect(sent).toHaveLength(times));
      if (times < 3) await screen.findByRole('alert');
    }
    expect(sent[1]?.key).toBe(sent[0]?.key);
    expect(sent[2]?.key).not.toBe(sent[1]?.key);
  });

  it('switches every word to Chinese', () => {
    show(issueWith(allow('verify'), allow('reject')));
    act(() => setLanguage('zh'));
    expect(screen.getByRole('button', { name: '甄别通过' })).toBeTruthy();
    expect(screen.getByRole('button', { name: '不予受理' })).toBeTruthy();
  });
});
