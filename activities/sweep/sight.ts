/** What is seen of a workflow from outside, by Temporal's own account and by its own. Instants are real time. */
export type Sight =
  | { kind: 'notFound' }
  | { kind: 'ended'; how: string; at: string | null }
  | { kind: 'taskFailing'; attempts: number; since: string | null; cause: string; detail: string | null }
  | { kind: 'noWorker'; since: string }
  | { kind: 'stalled'; what: string; since: string }
  | { kind: 'running'; seq: number }
  | { kind: 'noAnswer'; detail: string };

/** Looks at the workflow of a stream; throws only when Temporal itself does not answer. */
export type Look = (stream: string) => Promise<Sight>;
