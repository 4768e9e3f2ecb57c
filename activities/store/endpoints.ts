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
