import { createHash } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import { openApi } from '#contract';
import type { Deps } from '../deps';
import { docsPage, docsStyle } from '../docs-page';
import type { Live } from '../live';
import type { Metrics } from '../metrics';
import { type Mount, SENT, reply } from '../mount';
import { Refusal } from '../problem';
import { askedFor, openPayload } from '../temporal-codec';

/** Health, figures, the contract itself, live pages, and the codec of the Temporal UI. */
export function operationRoutes(mount: Mount, deps: Deps, { live, metrics }: { live: Live; metrics: Metrics }): void {
  mount('live', () => Promise.resolve(reply(200, { ok: true })));
  mount('ready', async () => {
    const [store, desk] = await Promise.all([answers(deps.store.ping()), answers(deps.desk.ready().then(must))]);
    if (!store || !desk) throw new Refusal('UNAVAILABLE', { data: { store, desk } });
    return reply(200, { ok: true, store: true, desk: true });
  });
  mount('metrics', async ({ res }) => {
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    return SENT;
  });

  const contract = openApi();
  mount('openApi', () => Promise.resolve(reply(200, contract)));
  const page = docsPage();
  const styleHash = createHash('sha256').update(docsStyle).digest('base64');
  mount('docs', ({ res }) => {
    res.set(
      'content-security-policy',
      `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; frame-ancestors 'none'`,
    );
    res.type('html').send(page);
    return Promise.resolve(SENT);
  });

  mount('events', ({ who, query, res }) => {
    live.listen(who, query.issue ?? null, res);
    return Promise.resolve(SENT);
  });

  mount('decode', async ({ body, who }) => {
    const payloads = body.payloads.map(fromWire);
    // Written down before anything is opened: whose words were asked for, by number.
    await deps.store.audit.append({
      at: deps.clock.realNow(),
      person: who.person.id,
      action: 'codec',
      subject: `${payloads.length} payloads`,
      purpose: null,
      fields: askedFor(deps.store, payloads),
    });
    const opened = await Promise.all(payloads.map((payload) => openPayload(deps.store, payload)));
    return reply(200, { payloads: opened.map(toWire) });
  });
}

const answers = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

function must(ok: boolean): void {
  if (!ok) throw new Error('not ready');
}

/** The codec protocol carries bytes as base64. */
type Wire = { metadata?: Record<string, string> | undefined; data?: string | undefined };

const fromWire = ({ metadata = {}, data = '' }: Wire): Payload => ({
  metadata: Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, Buffer.from(value, 'base64')])),
  data: Buffer.from(data, 'base64'),
});

const toWire = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});
