import { useMemo } from 'react';
import { routes } from '#contract';
import { type Calendar, type DayEdition, type WeeklyHours, compileCalendar } from '#domain';
import { useRead } from '../client';
import { editionOf } from '../calendar/edition-of';

export type DeskCalendar = {
  calendar: Calendar;
  hours: WeeklyHours;
  edition: DayEdition;
  /** Units with hours of their own. */
  units: readonly { unit: string; unitName: { zh: string; en: string } }[];
};

/** The calendar that a release of the drafts would have: the weekly hours as they are drafted, the days as they are in force. */
export function useDeskCalendar(id: string) {
  const drafted = useRead(routes.readCalendar, { params: { id } });
  const book = useRead(routes.readCalendarBook, { params: { id } });
  const hours = drafted.data?.document;
  const days = book.data;
  const data = useMemo((): DeskCalendar | undefined => {
    if (!hours || !days) return undefined;
    const edition = editionOf(days);
    return { calendar: compileCalendar(hours, edition), hours, edition, units: days.units };
  }, [hours, days]);
  return {
    data,
    error: drafted.error ?? book.error,
    isPending: drafted.isPending || book.isPending,
    refetch: () => void Promise.all([drafted.refetch(), book.refetch()]),
  };
}
