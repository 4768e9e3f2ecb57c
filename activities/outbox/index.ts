/**
 * Delivery: what confirmed steps sent to the outbox leaves from here, at least once and with an idempotency key, to the desk's own
 * inbox, residents' pages, gateways for messages and calls, signed webhooks, and other workflows. A dead address delays itself only.
 */
export { createOutboxRunner } from './runner';
export type { OutboxRunner } from './runner';
export type { LanePorts as OutboxPorts } from './lane';
