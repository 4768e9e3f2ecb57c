import type { Address, Bilingual, Notice } from '#domain';
import { standing, type CitySettings, type OutboxMessage, type Store } from '#store';
import { delivered, type Outcome } from './outcome';
import { postSigned } from './post-signed';

export type NoticePorts = {
  store: Pick<Store, 'notices' | 'intakes' | 'sealing' | 'settings' | 'directory'>;
  /** The wording of a template; gateways get it beside template and values. */
  render?: (notice: Notice) => Bilingual;
  now: () => string;
};

type Gateway = NonNullable<CitySettings['gateways']['sms']>;

/**
 * A notice always stands in the desk's inbox or on the resident's page; a message or a call goes out besides where the city has a
 * gateway for it. `via` and `code` say which of the two happened.
 */
export async function deliverNotice(ports: NoticePorts, message: OutboxMessage, notice: Notice): Promise<Outcome> {
  await ports.store.notices.insert([standing(message.key, message.stream, notice)]);
  const place = placeOf(notice);
  if (notice.channel === 'inbox' || notice.channel === 'page') return delivered(place);
  const { document } = await ports.store.settings.get();
  const gateway = document.gateways[notice.channel];
  if (gateway === undefined) return delivered(place, 'NO_GATEWAY');
  const to = await recipientOf(ports, notice.address);
  if (typeof to === 'string') return delivered(place, to);
  return callGateway(ports, { gateway, key: message.key, notice, to, timeoutMs: document.delivery.timeoutMs });
}

const placeOf = ({ address }: Notice): 'page' | 'inbox' => (address.to === 'resident' ? 'page' : 'inbox');

type Call = { gateway: Gateway; key: string; notice: Notice; to: Recipient; timeoutMs: number };

async function callGateway(ports: NoticePorts, { gateway, key, notice, to, timeoutMs }: Call): Promise<Outcome> {
  const { channel, template } = notice;
  // Opened here and nowhere stored: the gateway has to read what it sends.
  const open = await ports.store.sealing.unsealDeep(notice);
  const text = ports.render === undefined ? {} : { text: ports.render(open) };
  const body = { channel, to, template, values: open.values, ...text };
  return postSigned({ ...gateway, key, body, at: ports.now(), timeoutMs, via: channel });
}

type Recipient = { phone: string } | { people: string[] };

/** The phone of a resident, the people of a desk; a code when there is nobody to call. */
async function recipientOf(ports: NoticePorts, address: Address): Promise<Recipient | 'NO_PHONE' | 'ERASED' | 'NOBODY'> {
  if (address.to === 'resident') return phoneOf(ports, address.intake);
  const people = await peopleAt(ports, address);
  return people.length === 0 ? 'NOBODY' : { people };
}

async function phoneOf({ store }: NoticePorts, no: string): Promise<{ phone: string } | 'NO_PHONE' | 'ERASED'> {
  const sealed = (await store.intakes.get(no))?.intake.reporter.phone;
  if (sealed === undefined) return 'NO_PHONE';
  const phone = await store.sealing.unseal(sealed, { fresh: true });
  return phone.ok ? { phone: phone.text } : 'ERASED';
}

async function peopleAt({ store }: NoticePorts, address: Exclude<Address, { to: 'resident' }>): Promise<string[]> {
  if (address.to === 'person') return [address.person];
  if (address.to === 'desk') {
    const holders = await store.directory.people({ role: address.role, active: true });
    return holders.filter(({ district }) => address.district === null || district === address.district).map(({ id }) => id);
  }
  if (address.as === 'dutyDesk') return (await store.directory.people({ unit: address.unit, active: true })).map(({ id }) => id);
  const person = (await store.directory.unit(address.unit))?.[address.as] ?? null;
  return person === null ? [] : [person];
}
