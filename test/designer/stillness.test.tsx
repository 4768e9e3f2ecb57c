/** @jest-environment jsdom */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { act, renderHook } from '@testing-library/react';
import { useTheme } from '../../designer/app/theme';

/** A system that asks, or stops asking, for less movement. */
function system(asksForLess: boolean) {
  const query = { matches: asksForLess, tell: () => undefined as void };
  globalThis.matchMedia = ((media: string) => ({
    get matches() {
      return media === '(prefers-reduced-motion: reduce)' && query.matches;
    },
    addEventListener: (_: string, listener: () => void) => (query.tell = listener),
    removeEventListener: () => undefined,
  })) as never;
  return query;
}

describe('whoever asks for less movement', () => {
  it('gets none of antd’s, from the start and from the moment they ask', () => {
    const query = system(false);
    const { result } = renderHook(() => useTheme());
    expect(result.current.token?.motion).toBeUndefined();
    act(() => {
      query.matches = true;
      query.tell();
    });
    expect(result.current.token?.motion).toBe(false);
    expect(result.current.token?.colorPrimary).toBe('#1b5549');
  });

  it.each(['app/app.css', 'public/public.css'])('gets none of our own in %s, before and after elements neither', (file) => {
    const css = readFileSync(path.resolve(__dirname, '../../designer', file), 'utf8');
    const rule = /@media \(prefers-reduced-motion: reduce\) \{\s*\*,\s*\*::before,\s*\*::after \{([^}]+)\}/.exec(css)?.[1];
    expect(rule).toContain('transition: none !important');
    expect(rule).toContain('animation: none !important');
  });
});
