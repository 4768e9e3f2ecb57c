import { temporal } from '@temporalio/proto';
import type { KillableDesk } from './killable-desk';

const { EventType } = temporal.api.enums.v1;

/** What tells one event from another without saying what anybody wrote. */
const told = new Set([
  ...['activityId', 'timerId', 'attempt', 'historySizeBytes', 'scheduledEventId', 'startedEventId', 'identity', 'cause'],
  ...[
    'timeoutType',
    'startToFireTimeout',
    'acceptedRequestSequencingEventId',
    'protocolInstanceId',
    'binaryChecksum',
    'requestId',
  ],
]);

const briefly = (value: unknown): string | number | boolean | undefined => {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value as string | number | boolean;
  if ('low' in value && 'high' in value) return Number(value.low);
  if ('seconds' in value) return Number(value.seconds) + Number('nanos' in value ? value.nanos : 0) / 1e9;
  return JSON.stringify(value);
};

/** A stream's chain beside its history, a line each, for a red run to be understood from what it printed. */
export async function accountOf(desk: KillableDesk, stream: string): Promise<string> {
  const chain = (await desk.store.records.chain(stream)).map(({ seq, at, prevHash, hash, events }) =>
    [
      `  record ${seq}`,
      at,
      prevHash.slice(0, 8),
      hash.slice(0, 8),
      ...(events as { type: string }[]).map(({ type }) => type),
    ].join(' '),
  );
  const history = await desk.client.workflow.getHandle(stream).fetchHistory();
  const events = (history.events ?? []).map((event) => {
    const attributes = Object.entries(event).find(([name, value]) => name.endsWith('EventAttributes') && value)?.[1] as
      object | undefined;
    const said = Object.entries(attributes ?? {})
      .filter(([name]) => told.has(name))
      .map(([name, value]) => [name, briefly(value)] as const)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => `${name}=${String(value)}`);
    const type = (EventType[event.eventType ?? 0] ?? '').replace('EVENT_TYPE_', '');
    return [
      `  event ${String(event.eventId)}`,
      new Date(Number(briefly(event.eventTime)) * 1000).toISOString(),
      type,
      ...said,
    ].join(' ');
  });
  return [`${stream}:`, ...chain, ...events].join('\n');
}
