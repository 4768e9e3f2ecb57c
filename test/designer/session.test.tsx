/** @jest-environment jsdom */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { routes } from '#contract';
import { Door } from '../../designer/app/door';
import { call } from '../../designer/client';
import { setLanguage } from '../../designer/i18n';
import { prepareDom } from './dom';

const me = { id: 'verifier1', name: '张志强', roles: ['verifier'], unit: null, unitName: null, mustChangePassword: false };
const nobody = {
  type: 'about:blank',
  title: '',
  status: 401,
  code: 'NOT_SIGNED_IN',
  text: { zh: '请先登录', en: 'Please sign in' },
};

let isSignedIn = true;
let token = 't1';
const tokens: (string | undefined)[] = [];

/** The api at its door: it knows who is signed in, and gives a new token with every sign-in. */
function serve(): void {
  globalThis.fetch = ((url: string, init: { method: string; headers: Record<string, string> }) => {
    if (init.method === 'POST' && url === '/api/session') {
      isSignedIn = true;
      token = 't2';
      return Promise.resolve(answer(200, { ...me, csrfToken: token }));
    }
    if (init.method === 'POST') tokens.push(init.headers['x-csrf-token']);
    if (!isSignedIn) return Promise.resolve(answer(401, nobody));
    return Promise.resolve(answer(200, url === '/api/session' ? { ...me, csrfToken: token } : { ok: true }));
  }) as never;
}

const answer = (status: number, body: unknown) => ({
  ok: status < 400,
  status,
  headers: { get: (name: string) => (name === 'content-type' ? 'application/json' : null) },
  json: () => Promise.resolve(body),
});

const command = () => call(routes.giveCommand, { params: { no: 'GY1' }, body: { name: 'verify', data: {} } });

beforeAll(prepareDom);
beforeEach(() => {
  isSignedIn = true;
  token = 't1';
  tokens.length = 0;
  serve();
  act(() => setLanguage('en'));
});

describe('a session that ends under somebody’s hands', () => {
  it('asks for the password over the page and keeps what was typed', async () => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    render(
      <QueryClientProvider client={client}>
        <Door>
          <textarea aria-label="reply" />
        </Door>
      </QueryClientProvider>,
    );
    const typed: HTMLTextAreaElement = await screen.findByLabelText('reply');
    fireEvent.change(typed, { target: { value: 'forty posters removed' } });

    isSignedIn = false;
    await act(() => expect(command()).rejects.toThrow('NOT_SIGNED_IN'));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('Your session has ended');
    expect(screen.getByLabelText('reply')).toBe(typed);

    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'secret-secret' } });
    fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByLabelText('reply')).toBe(typed);
    expect(typed.value).toBe('forty posters removed');

    await command();
    // The first command bore the token of the session that had ended, the second one the new session's.
    expect(tokens).toEqual(['t1', 't2']);
  });

  it('shows the sign-in page to whoever was never signed in', async () => {
    isSignedIn = false;
    render(
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <Door>
          <textarea aria-label="reply" />
        </Door>
      </QueryClientProvider>,
    );
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
    expect(screen.queryByLabelText('reply')).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
