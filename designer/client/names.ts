import { useMemo } from 'react';
import { useText } from '../i18n';
import { useCity, useUnits } from './reads';

/** Names for the codes people should never have to read: categories, divisions, sources, channels, units. */
export function useNames() {
  const text = useText();
  const { data: city } = useCity();
  const { data: units } = useUnits();
  const maps = useMemo(
    () => ({
      category: new Map(city?.categories.map((c) => [c.key, c.name])),
      district: new Map(city?.districts.map((d) => [d.code, d.name])),
      street: new Map(city?.streets.map((s) => [s.code, s.name])),
      source: new Map(city?.sources.map((s) => [s.key, s.name])),
      channel: new Map(city?.channels.map((c) => [c.key, c.name])),
      unit: new Map(units?.map((u) => [u.code, u.name])),
    }),
    [city, units],
  );
  const name = (kind: keyof typeof maps) => (code: string | null | undefined) => {
    if (!code) return '';
    const known = maps[kind].get(code);
    return known ? text(known) : code;
  };
  return {
    category: name('category'),
    district: name('district'),
    street: name('street'),
    source: name('source'),
    channel: name('channel'),
    unit: name('unit'),
    place: (at: { district: string | null; street: string | null }) =>
      [name('district')(at.district), name('street')(at.street)].filter(Boolean).join(' '),
  };
}
