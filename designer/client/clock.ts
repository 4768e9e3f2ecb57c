import { useEffect, useState } from 'react';
import { useCity } from './reads';

/** Desk time now, moving every few seconds: the city's clock, which a demo may run faster than the wall's (DESIGN 9). */
export function useNow(everyMs = 10_000): number {
  const { data, dataUpdatedAt } = useCity();
  const [wall, setWall] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setWall(Date.now()), data && data.speed > 1 ? 1000 : everyMs);
    return () => clearInterval(ticking);
  }, [everyMs, data]);
  return data ? Date.parse(data.now) + (wall - dataUpdatedAt) * data.speed : wall;
}
