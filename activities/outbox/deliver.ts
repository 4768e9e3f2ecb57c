import type { Dispatch, Json } from '#domain';
import type { OutboxMessage, Store } from '#store';
import { deliverNotice, type NoticePorts } from './deliver-notice';
import { delivered, refused, type Outcome } from './outcome';
import { postSigned } from './post-signed';

export type DeliveryPorts = NoticePorts & {
  store: NoticePorts['store'] & Pick<Store, 'endpoints'>;
  /** Hands a message to another part of the desk, e.g. starts a publication workflow; must act at most once per key. */
  dispatch: (dispatch: Dispatch, key: string) => Promise<void>;
};

/** One attempt at one message, by its kind. Throws only when the desk's own parts fail; the lane then postpones it. */
export async function deliver(ports: DeliveryPorts, message: OutboxMessage): Promise<Outcome> {
  const { body } = message;
  switch (body.kind) {
    case 'notice':
      return deliverNotice(ports, message, body.notice);
    case 'dispatch':
      await ports.dispatch(body.dispatch, message.key);
      return delivered('dispatch');
    case 'webhook':
      return deliverHook(ports, message, body);
  }
}

type Hook = { endpoint: string; type: string; payload: Json };

async function deliverHook(
  ports: DeliveryPorts,
  { key }: OutboxMessage,
  { endpoint: id, type, payload }: Hook,
): Promise<Outcome> {
  const [endpoint, secret] = [await ports.store.endpoints.get(id), await ports.store.endpoints.secret(id)];
  if (endpoint === null || secret === null || !endpoint.active) return refused('ENDPOINT_GONE');
  const { timeoutMs } = (await ports.store.settings.get()).document.delivery;
  const at = ports.now();
  return postSigned({
    url: endpoint.url,
    secret,
    key,
    body: { type, timestamp: at, data: payload },
    at,
    timeoutMs,
    via: 'webhook',
  });
}
