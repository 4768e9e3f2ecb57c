import type { Payload, PayloadCodec } from '@temporalio/common';
import { planOf } from '#domain';
import type { Store } from '#store';
import { encodingOf } from '../api/temporal-codec';
import { documentEncoding, type DocumentPayload } from '../workflows/converter';
import type { DocumentRef } from '../workflows/documents';

/** Finds the text of a document by its name; throws when it cannot, so that the task waits and is tried again (DESIGN 9). */
export type DocumentSource = (ref: DocumentRef) => Promise<string>;

/**
 * Lays documents beside their names on the way into a workflow. Personal texts are sealed under their issue's key before they
 * come near Temporal (api, store), so this codec has nothing of theirs to hide.
 */
export function documentCodec(source: DocumentSource): PayloadCodec {
  const filled = new Map<string, Uint8Array>();
  const fill = async (payload: Payload): Promise<Payload> => {
    if (encodingOf(payload) !== documentEncoding) return payload;
    const ref = JSON.parse(Buffer.from(payload.data ?? []).toString('utf8')) as DocumentPayload;
    const key = `${ref.document}:${ref.hash}`;
    const known = filled.get(key) ?? Buffer.from(JSON.stringify({ ...ref, text: await source(ref) }));
    filled.set(key, known);
    return { metadata: payload.metadata ?? {}, data: known };
  };
  return { encode: (payloads) => Promise.resolve(payloads), decode: (payloads) => Promise.all(payloads.map(fill)) };
}

/** The plans and day editions that the store holds. */
export function storedDocuments(store: Store): DocumentSource {
  return async ({ document, hash }) => {
    const found = document === 'plan' ? await planText(store, hash) : await daysText(store, hash);
    if (found === null) throw new Error(`${document} ${hash} is not in the store: the issue waits until it is`);
    return found;
  };
}

async function planText(store: Store, hash: string): Promise<string | null> {
  const release = await store.releases.byHash(hash);
  if (!release) return null;
  const plan = planOf(release.content);
  if (plan.hash !== hash) throw new Error(`release ${hash} does not give its plan any more`);
  return JSON.stringify(plan);
}

/** Day editions are named `calendar/edition`: immutable and numbered, so the name is as good as a hash. */
async function daysText(store: Store, name: string): Promise<string | null> {
  const cut = name.lastIndexOf('/');
  const edition = await store.days.get(name.slice(0, cut), Number(name.slice(cut + 1)));
  return edition && JSON.stringify(edition);
}
