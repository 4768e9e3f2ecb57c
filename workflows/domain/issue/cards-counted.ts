import { type Calendar, type Instant, type Policy, dueOf, plusMillis } from '../deadline';
import type { Card } from './state';
import type { CardState } from './words';

/** What cards count beyond their own issue (DOMAIN 2.4, 4 #23): points that lapse, tables of units, reds running. */

type Rule = Policy['cards'];
type Dated = Pick<Card, 'issuedAt'>;

/** Until when a card may be appealed. */
export const appealableUntil = (calendar: Calendar, rule: Rule, { issuedAt }: Dated): Instant =>
  dueOf(calendar, rule.appeal, issuedAt, { rolled: false }).dueAt;

/** A card's state on a day: its points lapse after the policy's length, also when its issue is long closed. A revoked one stays so. */
export function cardStateAt(calendar: Calendar, rule: Rule, card: Pick<Card, 'issuedAt' | 'state'>, at: Instant): CardState {
  if (card.state === 'REVOKED') return 'REVOKED';
  return at > dueOf(calendar, rule.expire, card.issuedAt, { rolled: false }).dueAt ? 'EXPIRED' : card.state;
}

/** What a card counts on a day: nothing once it is revoked or lapsed; the record stays. */
export function cardPointsAt(
  calendar: Calendar,
  rule: Rule,
  card: Pick<Card, 'issuedAt' | 'state' | 'points' | 'colour'>,
  at: Instant,
): number {
  const state = cardStateAt(calendar, rule, card, at);
  return state === 'REVOKED' || state === 'EXPIRED' ? 0 : (card.points ?? rule.points[card.colour]);
}

/** A card as the read model lists it; `table` is the unit in whose table it counts. */
export type ListedCard = Pick<Card, 'id' | 'colour' | 'unit' | 'issuedAt' | 'state'> & { issue: string; table: string };

/** No red card before this instant can call for a talk today: twice the policy's length, with room for days that do not count. */
export const talkFrom = ({ talk: { within } }: Rule, now: Instant): Instant =>
  plusMillis(now, -2 * 2 * within.n * (within.unit === 'nd' || within.unit === 'wd' ? DAY_MS : HOUR_MS));

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** 谈话事项: a unit with so many red cards running within the policy's length; since the last of them. */
export type TalkItem = { unit: string; since: Instant; reds: ListedCard[] };

/**
 * Units whose latest red cards call for a talk with the head: so many in a row, none revoked, the first no longer before the last
 * than the policy's length, and the last no longer ago than that.
 */
export function talkItems(calendar: Calendar, rule: Rule, cards: readonly ListedCard[], now: Instant): TalkItem[] {
  const { reds, within } = rule.talk;
  const isWithin = (from: Instant, to: Instant): boolean => to <= dueOf(calendar, within, from, { rolled: false }).dueAt;
  return [...new Set(cards.map((card) => card.table))].sort().flatMap((unit) => {
    const own = cards
      .filter((card) => card.table === unit && card.colour === 'red' && card.state !== 'REVOKED')
      .sort((a, b) => (a.issuedAt < b.issuedAt ? -1 : 1));
    const last = own.slice(-reds);
    const [first, latest] = [last[0], last.at(-1)];
    if (last.length < reds || !first || !latest) return [];
    return isWithin(first.issuedAt, latest.issuedAt) && isWithin(latest.issuedAt, now)
      ? [{ unit, since: latest.issuedAt, reds: last }]
      : [];
  });
}
