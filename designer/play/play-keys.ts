import { useEffect, useRef } from 'react';
import { isTyping } from '../drawing/keys';

/** The keys of a play: the next input, a timer comes, a step back. Whoever types keeps them. */
export function usePlayKeys(acts: { next: () => void; timer: () => void; back: () => void }): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key } = event;
      if (isTyping(event.target) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (key.toLowerCase() === 'n') latest.current.next();
      else if (key.toLowerCase() === 't') latest.current.timer();
      else if (key.toLowerCase() === 'b') latest.current.back();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
