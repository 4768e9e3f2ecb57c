import { instantAt } from '../deadline';
import type { Facts } from '../text';
import type { CommandData } from './command';
import { setFacts, type Step } from './step';

/** What an offer by hand says of the order that it makes. */
export function learnOffer(step: Step, { lane, units, vulnerable, qualification, appointment }: CommandData<'offer'>): void {
  const said: Record<string, unknown> = {
    ...{ teams: units, lane, vulnerable, qualification },
    appointment: appointment === undefined ? undefined : utc(appointment),
  };
  setFacts(step, Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Facts);
}

/** Instants are kept in UTC, whatever offset a caller writes. */
export const utc = (text: string): string => instantAt(Date.parse(text));
