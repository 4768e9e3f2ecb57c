import type { ResultOf, Routes } from '#contract';
import type { CommandName } from '#domain';
import { accepted, Unexpected } from './calls';
import type { Person } from './people';

export type Detail = Extract<ResultOf<Routes['readIssue']>, { view: unknown }>;
export type Entry = ResultOf<Routes['readTimeline']>['items'][number];
export type Clock = ResultOf<Routes['readClocks']>['items'][number];

export const readIssue = async ({ call }: Person, no: string): Promise<Detail> =>
  (await call.get(`/api/issues/${no}`)) as unknown as Detail;

export const readTimeline = async ({ call }: Person, no: string): Promise<Entry[]> =>
  (await call.get(`/api/issues/${no}/timeline`))['items'] as Entry[];

export const readClocks = async ({ call }: Person, no: string): Promise<Clock[]> =>
  (await call.get(`/api/issues/${no}/clocks`))['items'] as Clock[];

/** A person's command on an issue; answers its HTTP status and code. */
export async function command(
  { call, id }: Person,
  no: string,
  name: CommandName,
  data: object = {},
): Promise<{ status: number; code: string }> {
  const answer = await call.send('POST', `/api/issues/${no}/commands`, { name, data });
  const body = accepted(`${id} ${name} ${no}`, answer);
  return { status: answer.status, code: String(body['code']) };
}

/** A unit's own open share of an issue. */
export async function shareOf(person: Person, no: string, unit: string): Promise<string> {
  const { view } = await readIssue(person, no);
  const share = view.assignments.find((one) => one.unit === unit);
  if (!share) throw new Unexpected(`${unit} has no share of ${no}`);
  return share.id;
}
