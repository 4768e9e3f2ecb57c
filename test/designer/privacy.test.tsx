/** @jest-environment jsdom */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import type { Role } from '#domain';
import type { IssueDetail } from '../../designer/client';
import { setLanguage } from '../../designer/i18n';
import { SealedFields } from '../../designer/privacy/sealed-fields';
import { prepareDom } from './dom';

type Sent = { url: string; body: unknown };
const sent: Sent[] = [];
let roles: Role[] = [];

const answer = (status: number, body: unknown) => ({
  ok: status < 400,
  status,
  headers: { get: (name: string) => (name === 'content-type' ? 'application/json' : null) },
  json: () => Promise.resolve(body),
});

/** The api at its door: who is signed in, and one look. */
globalThis.fetch = ((url: string, init: { method: string; body?: string }) => {
  if (url === '/api/session')
    return Promise.resolve(
      answer(200, { id: 'p', name: 'p', roles, unit: null, district: null, mustChangePassword: false, csrfToken: 't' }),
    );
  if (init.method !== 'POST') return Promise.resolve(answer(404, { code: 'NOT_FOUND', text: { zh: '无', en: 'none' } }));
  sent.push({ url, body: JSON.parse(init.body ?? '{}') });
  return Promise.resolve(answer(200, { value: '13912349876', erased: false, entry: 'e' }));
}) as never;

const intake = { no: 'GY-2026-000001', sealed: ['name', 'phone'] } as unknown as IssueDetail['intakes'][number];

function show(held: Role[], given = intake) {
  roles = held;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(['session'], {
    id: 'p',
    name: 'p',
    roles,
    unit: null,
    district: null,
    mustChangePassword: false,
    csrfToken: 't',
  });
  return render(
    <QueryClientProvider client={client}>
      <App>
        <SealedFields no="GY-2026-000009" intake={given} />
      </App>
    </QueryClientProvider>,
  );
}

beforeAll(prepareDom);

beforeEach(() => {
  sent.length = 0;
  act(() => setLanguage('en'));
});

describe('a sealed field on the issue page', () => {
  it('asks for a purpose before it asks the server, and then shows that field alone', async () => {
    show(['privacyOfficer']);
    fireEvent.click(screen.getByRole('button', { name: 'See: Phone' }));
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    await waitFor(() => expect(document.querySelector('.ant-form-item-explain-error')).not.toBeNull());
    expect(sent).toEqual([]);
    fireEvent.change(screen.getByLabelText(/Purpose/), { target: { value: 'callback about the reply' } });
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    await waitFor(() => expect(screen.getByText('13912349876')).toBeTruthy());
    expect(sent).toEqual([
      {
        url: '/api/issues/GY-2026-000009/reveals',
        body: { intake: 'GY-2026-000001', field: 'phone', purpose: 'callback about the reply' },
      },
    ]);
    expect(screen.getByRole('button', { name: 'See: Name' })).toBeTruthy();
  });

  it('is offered to nobody else, and not where nothing is sealed', () => {
    expect(show(['verifier', 'chief', 'operator']).container.textContent).toBe('');
    expect(show(['auditor'], { ...intake, sealed: [] }).container.textContent).toBe('');
  });
});
