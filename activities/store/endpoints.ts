import { randomBytes } from 'node:crypto';
import type { Collections, Doc } from './collections';
import type { MasterKey } from './sealing/master-key';

/** Another system that is told: signed by its own secret (Standard Webhooks), kept sealed by the master key. */
export type Endpoint = {
  id: string;
  url: string;
  /** Event names, or `*`. */ events: string[];
  active: boolean;
  description: string;
};

export type Endpoints = {
  list(): Promise<Endpoint[]>;
  get(id: string): Promise<Endpoint | null>;
  /** Makes a secret (`whsec_…`) when none is given; it is shown this once. */
  save(endpoint: Endpoint, secret?: string): Promise<{ secret: string | null }>;
  secret(id: string): Promise<string | null>;
  remove(id: string): Promise<void>;
};

type EndpointDoc = Doc & Omit<Endpoint, 'id'> & { wrappedSecret: string };

const secretBytes = 32;
const about = (id: string) => `endpoint:${id}`;

export function createEndpoints(collections: Collections, master: MasterKey): Endpoints {
  const docs = collections.of<EndpointDoc>('endpoints');
  return {
    list: async () => (await docs.find({}).sort({ _id: 1 }).toArray()).map(toEndpoint),
    get: async (id) => {
      const doc = await docs.findOne({ _id: id });
      return doc === null ? null : toEndpoint(doc);
    },
    save: async ({ id, ...rest }, given) => {
      const known = await docs.findOne({ _id: id });
      const made = given ?? (known === null ? `whsec_${randomBytes(secretBytes).toString('base64')}` : null);
      const wrappedSecret = made === null ? (known?.wrappedSecret ?? '') : master.wrap(Buffer.from(made), about(id));
      await docs.replaceOne({ _id: id }, { ...rest, wrappedSecret }, { upsert: true });
      return { secret: given === undefined ? made : null };
    },
    secret: async (id) => {
      const doc = await docs.findOne({ _id: id });
      return doc === null ? null : master.unwrap(doc.wrappedSecret, about(id)).toString('utf8');
    },
    remove: async (id) => {
      await docs.deleteOne({ _id: id });
    },
  };
}

const toEndpoint = ({ _id, url, events, active, description }: EndpointDoc): Endpoint => ({
  id: _id,
  url,
  events,
  active,
  description,
});
