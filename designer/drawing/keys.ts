import { useEffect, useRef } from 'react';

export type KeyActs = {
  undo(): void;
  redo(): void;
  copy(): void;
  cut(): void;
  paste(): void;
  duplicate(): void;
  selectAll(): void;
  remove(): void;
  find(): void;
  addNext(): void;
  connect(): void;
  tidy(): void;
  letGo(): void;
};

/** Whoever types in a field keeps the keys. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="listbox"]') !== null)
  );
}

const withControl: Readonly<Record<string, keyof KeyActs>> = {
  z: 'undo',
  y: 'redo',
  c: 'copy',
  x: 'cut',
  v: 'paste',
  d: 'duplicate',
  a: 'selectAll',
};
const alone: Readonly<Record<string, keyof KeyActs>> = {
  delete: 'remove',
  backspace: 'remove',
  n: 'addNext',
  c: 'connect',
  t: 'tidy',
  escape: 'letGo',
};

/** What a key means to the drawing; nothing when it is the browser's, or somebody types. */
export function actOf(event: KeyboardEvent): keyof KeyActs | null {
  if (event.isComposing) return null;
  const key = event.key.toLowerCase();
  const control = event.ctrlKey || event.metaKey;
  if (control && key === 'f') return 'find';
  if (isTyping(event.target)) return null;
  if (control && event.shiftKey) return key === 'z' ? 'redo' : null;
  if (control) return withControl[key] ?? null;
  if (event.altKey) return null;

  return alone[key] ?? null;
}

/** The keyboard of the drawing, while it is what is looked at. */
export function useKeys(acts: KeyActs, isOn = true): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const act = actOf(event);
      if (act === null) return;
      // What is copied out of a text stays the browser's.
      if ((act === 'copy' || act === 'cut') && getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      latest.current[act]();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [isOn]);
}
