import { METADATA_ENCODING_KEY, type DataConverter, type Payload, type PayloadCodec } from '@temporalio/common';
import { type Store, StoreError } from '#store';

/** How the texts of failures are marked once sealed: they may quote what somebody wrote (`encodeCommonAttributes`, DESIGN 9). */
export const sealedEncoding = 'binary/liangxin-sealed';

/** Failure texts belong to no issue: they are sealed under the desk's own key. */
const deskKey = 'desk';

const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

export const encodingOf = (payload: Payload): string => text(payload.metadata?.[METADATA_ENCODING_KEY]);

const failureStart = [...Buffer.from('{"message":')];

/** Whether a payload is the encoded attributes of a failure. Every payload passes here: most are known by their first bytes. */
function isFailureText({ data }: Payload): boolean {
  return failureStart.every((byte, place) => data?.[place] === byte) && text(data).includes('"stack_trace":');
}

const plainJson = { [METADATA_ENCODING_KEY]: Buffer.from('json/plain') };

/** Stands for a text that can be neither sealed nor opened just now: it is not kept, or not told. */
const withheld = Buffer.from(JSON.stringify({ message: 'the reason could not be sealed or opened', stack_trace: '' }));

/** Seals and opens failure texts. Personal fields of inputs are sealed under their issue's key before they come this far. */
export function failureCodec(store: Store): PayloadCodec {
  const seal = async (payload: Payload): Promise<Payload> => {
    if (!isFailureText(payload)) return payload;
    try {
      const data = await store.sealing.sealBytes(deskKey, payload.data ?? new Uint8Array());
      return { metadata: { [METADATA_ENCODING_KEY]: Buffer.from(sealedEncoding) }, data };
    } catch {
      // The database with the key is away, which is what most failures are about: an error thrown here would end the worker.
      return { ...payload, data: withheld };
    }
  };
  return {
    encode: (payloads) => Promise.all(payloads.map(seal)),
    decode: (payloads) =>
      Promise.all(
        payloads.map((payload) =>
          // A reason that does not open just now must hold up no issue: nothing that is decided depends on its words.
          openFailure(store, payload).catch(() => ({ metadata: plainJson, data: withheld })),
        ),
      ),
  };
}

async function openFailure(store: Store, payload: Payload): Promise<Payload> {
  if (encodingOf(payload) !== sealedEncoding) return payload;
  const data = await store.sealing.unsealBytes(payload.data ?? new Uint8Array());
  return { metadata: { [METADATA_ENCODING_KEY]: Buffer.from('json/plain') }, data };
}

/**
 * For the Temporal UI: opens failure texts, and every sealed text inside JSON. What was erased bears its mark; what is not ours or
 * does not open comes back as it was.
 */
export async function openPayload(store: Store, payload: Payload): Promise<Payload> {
  try {
    const plain = await openFailure(store, payload);
    const value = jsonIn(plain);
    return value === undefined ? plain : { ...plain, data: Buffer.from(JSON.stringify(await store.sealing.unsealDeep(value))) };
  } catch (error) {
    if (error instanceof StoreError && error.code !== 'STORE_UNREACHABLE') return payload;
    throw error;
  }
}

/** The numbers whose sealed words stand in payloads; failure texts go by the desk's own key. */
export function askedFor(store: Store, payloads: readonly Payload[]): string[] {
  const numbers = payloads.flatMap((payload) =>
    encodingOf(payload) === sealedEncoding ? [deskKey] : store.sealing.numbersIn(jsonIn(payload)),
  );
  return [...new Set(numbers)].sort();
}

/** Undefined for what is no JSON. */
function jsonIn(payload: Payload): unknown {
  if (encodingOf(payload) !== 'json/plain') return undefined;
  try {
    return JSON.parse(text(payload.data)) as unknown;
  } catch {
    return undefined;
  }
}

/** How a client of the desk writes and reads payloads: documents by name, failure texts sealed. */
export const clientConverter = (store: Store): DataConverter => ({
  payloadConverterPath: require.resolve('../workflows/converter'),
  failureConverterPath: require.resolve('../workflows/failures'),
  payloadCodecs: [failureCodec(store)],
});
