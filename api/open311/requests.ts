import { maskText } from '#domain';
import type { Open311Request } from '#contract';
import type { CitySettings, IssueRow, StoredIntake } from '#store';
import type { Deps } from '../deps';
import { erasedMark, unitNames } from '../reading';
import { isBeforeReview, isClosed } from '../stages';
import { categoryOf, masked, placeOf } from '../tracking';
import { Open311Error } from './format';

const dayMs = 86_400_000;
/** The specification's: a span of 90 days, at most 1,000 requests. */
const longestSpanMs = 90 * dayMs;
const mostRequests = 1_000;
const mostIds = 100;

export type RequestQuery = {
  service_request_id?: string | undefined;
  service_code?: string | undefined;
  start_date?: string | undefined;
  end_date?: string | undefined;
  status?: string | undefined;
};

/** One request by its id. 404 when there is none. */
export async function requestById(deps: Deps, settings: CitySettings, id: string): Promise<Open311Request> {
  const stored = await deps.store.intakes.get(id.toUpperCase());
  if (!stored) throw new Open311Error(404, 'service_request_id was not found');
  return requestOf(deps, settings, stored);
}

/** Requests by ids, which override the rest; else of a span, by service and status, the newest first. */
export async function requestsBy(deps: Deps, settings: CitySettings, query: RequestQuery): Promise<Open311Request[]> {
  const ids = listOf(query.service_request_id);
  if (ids.length > mostIds) throw new Open311Error(400, `at most ${mostIds} service_request_id at once`);
  const stored = ids.length > 0 ? await byIds(deps, ids) : await inSpan(deps, spanOf(query, deps.clock.now()));
  const codes = new Set(listOf(query.service_code));
  const unknown = [...codes].filter((code) => !settings.categories.some(({ key }) => key === code));
  if (unknown.length > 0) throw new Open311Error(404, `service_code was not found: ${unknown.join(', ')}`);
  const status = new Set(listOf(query.status));
  const wanted = stored.filter(({ intake }) => ids.length > 0 || codes.size === 0 || codes.has(intake.category));
  const requests = await Promise.all(wanted.map((one) => requestOf(deps, settings, one)));
  return requests.filter((request) => ids.length > 0 || status.size === 0 || status.has(request.status));
}

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

async function byIds(deps: Deps, ids: readonly string[]): Promise<StoredIntake[]> {
  const found = await Promise.all(ids.map((id) => deps.store.intakes.get(id.toUpperCase())));
  return found.filter((stored) => stored !== null);
}

type Span = { from: string; to: string };

function spanOf({ start_date, end_date }: RequestQuery, now: string): Span {
  const bad = [
    ...(start_date === undefined || !Number.isNaN(Date.parse(start_date)) ? [] : ['start_date is not an ISO 8601 instant']),
    ...(end_date === undefined || !Number.isNaN(Date.parse(end_date)) ? [] : ['end_date is not an ISO 8601 instant']),
  ];
  if (bad.length > 0) throw new Open311Error(400, ...bad);
  const start = start_date === undefined ? undefined : Date.parse(start_date);
  const end =
    end_date !== undefined
      ? Date.parse(end_date)
      : start === undefined
        ? Date.parse(now)
        : Math.min(start + longestSpanMs, Date.parse(now));
  const from = start ?? end - longestSpanMs;
  if (end - from > longestSpanMs) throw new Open311Error(400, 'start_date and end_date may lie at most 90 days apart');
  if (end < from) throw new Open311Error(400, 'end_date lies before start_date');
  return { from: new Date(from).toISOString(), to: new Date(end).toISOString() };
}

/** By the instant a request was made, which is desk time. Nothing is stored before it was made: rows begin at that real instant. */
async function inSpan(deps: Deps, { from, to }: Span): Promise<StoredIntake[]> {
  const found: StoredIntake[] = [];
  const since = deps.clock.realAt(from);
  let cursor: string | null = null;
  do {
    const page: { items: StoredIntake[]; next: string | null } = await deps.store.intakes.list(
      { from: since },
      { limit: 200, cursor },
    );
    found.push(...page.items.filter(({ intake }) => intake.receivedAt >= from && intake.receivedAt <= to));
    cursor = page.next;
  } while (cursor !== null && found.length < mostRequests);
  return found.slice(0, mostRequests).sort((a, b) => (a.intake.receivedAt < b.intake.receivedAt ? 1 : -1));
}

/** A request as the public may read it (DOMAIN 2.9): masked, and before first review without its text. */
async function requestOf(deps: Deps, settings: CitySettings, stored: StoredIntake): Promise<Open311Request> {
  const row = await deps.store.issues.byIntake(stored.no);
  const own = await deps.store.issues.get(stored.no);
  const shown = row !== null && !isBeforeReview(row.view.stage, row.view.acceptedAt);
  const intake = shown ? await deps.store.sealing.unsealDeep(stored.intake) : null;
  const isErased = intake?.text === erasedMark;
  const point = shown && !isErased ? stored.intake.point : null;
  const category = categoryOf(settings, stored.intake.category);
  const unit = row ? await responsible(deps, row) : '';
  return {
    service_request_id: stored.no,
    status: statusOf(row, own),
    status_notes: own?.view.stage === 'MERGED' ? `merged into ${own.view.mergedInto ?? ''}` : (row?.view.result ?? ''),
    service_name: category.name.zh,
    service_code: category.code,
    description: masked(intake?.text) ?? '',
    agency_responsible: unit,
    service_notice: '',
    requested_datetime: stored.intake.receivedAt,
    updated_datetime: row?.view.at ?? stored.intake.receivedAt,
    expected_datetime: row?.view.promiseDue ?? '',
    address: addressOf(settings, stored, isErased ? undefined : intake?.address),
    address_id: stored.intake.street ?? '',
    zipcode: '',
    lat: point?.lat ?? null,
    long: point?.lng ?? null,
    media_url: '',
  };
}

function statusOf(row: IssueRow | null, own: IssueRow | null): 'open' | 'closed' {
  const view = own?.view ?? row?.view;
  return view && isClosed(view.stage) ? 'closed' : 'open';
}

function addressOf(settings: CitySettings, { intake }: StoredIntake, address: string | undefined): string {
  const place = placeOf(settings, intake.district, intake.street)?.zh ?? '';
  return address === undefined ? place : `${place}${maskText(address)}`;
}

async function responsible(deps: Deps, { view }: IssueRow): Promise<string> {
  const share = view.assignments.find(
    ({ role, state }) => role === 'lead' && !['RETURNED', 'CANCELLED', 'REASSIGNED'].includes(state),
  );
  if (!share) return '';
  return (await unitNames(deps, [share.unit]))[share.unit]?.zh ?? share.unit;
}
