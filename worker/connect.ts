import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { NativeConnection } from '@temporalio/worker';
import type { Store } from '#store';
import { converterPaths } from './bundle';
import { documentCodec, failureCodec, storedDocuments } from './codec';

/** The addresses a process is told by its environment. */
export type Addresses = { temporal: string; namespace: string };

/** How payloads are written and read: documents by name (only workers lay in their texts), failure texts sealed. */
export const clientConverter = (store: Store): DataConverter => ({ ...converterPaths, payloadCodecs: [failureCodec(store)] });
export const workerConverter = (store: Store): DataConverter => ({
  ...converterPaths,
  payloadCodecs: [documentCodec(storedDocuments(store)), failureCodec(store)],
});

/** A client for updates, queries and starts. */
export async function connectClient(
  { temporal, namespace }: Addresses,
  store: Store,
): Promise<{ client: Client; close: () => Promise<void> }> {
  const connection = await Connection.connect({ address: temporal });
  return {
    client: new Client({ connection, namespace, dataConverter: clientConverter(store) }),
    close: () => connection.close(),
  };
}

export const connectWorker = ({ temporal }: Addresses): Promise<NativeConnection> =>
  NativeConnection.connect({ address: temporal });
