import type { Decision, Flow, Policy, WeeklyHours } from '#domain';

/** What a release freezes (DESIGN 8). Its hash is of exactly this, by the domain's one spelling of JSON. */
export type ReleaseContent = {
  format: 1;
  city: string;
  number: number;
  name: { zh: string; en: string };
  flow: Flow;
  decisions: Decision[];
  policy: Policy;
  hours: WeeklyHours[];
};

export type Release = {
  hash: string;
  content: ReleaseContent;
  author: string;
  approver: string;
  publishedAt: string;
  note: string;
};

export type ReleaseRow = Omit<Release, 'content'> & {
  city: string;
  number: number;
  name: { zh: string; en: string };
  current: boolean;
};

export type Releases = {
  /** Numbers the content, fixes it for ever and makes it the city's current one. */
  publish(
    release: Omit<ReleaseContent, 'number' | 'format'>,
    by: { author: string; approver: string; at: string; note: string },
  ): Promise<Release>;
  /** From memory after the first time: a release never changes. */
  byHash(hash: string): Promise<Release | null>;
  byNumber(city: string, number: number): Promise<Release | null>;
  current(city: string): Promise<Release | null>;
  list(city: string): Promise<ReleaseRow[]>;
};
