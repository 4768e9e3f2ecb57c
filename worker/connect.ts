import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { NativeConnection } from '@temporalio/worker';
import type { Store } from '#store';
import { clientConverter } from '../api/temporal-codec';
import { documentCodec, storedDocuments } from './codec';

/** The addresses a process is told by its environment. */
export type Addresses = { temporal: string; namespace: string };

/** As a client's, and with the texts of documents laid in beside their names: only a worker may see them. */
export function workerConverter(store: Store): DataConverter {
  const converter = clientConverter(store);
  return { ...converter, payloadCodecs: [documentCodec(storedDocuments(store)), ...(converter.payloadCodecs ?? [])] };
}

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
