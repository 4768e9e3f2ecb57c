import { useEffect, useRef } from 'react';

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** j and k walk through the links of a list; Enter opens, as on any link. Never while somebody types or an IME composes. */
export function useRowKeys<T extends HTMLElement>() {
  const list = useRef<T>(null);
  useEffect(() => {
    const walk = (event: KeyboardEvent) => {
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (step === 0 || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('a.lx-row') ?? [])];
      if (rows.length === 0) return;
      const at = rows.findIndex((row) => row === document.activeElement);
      const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
      next?.focus();
      next?.scrollIntoView({ block: 'nearest' });
      event.preventDefault();
    };
    addEventListener('keydown', walk);
    return () => removeEventListener('keydown', walk);
  }, []);
  return list;
}
