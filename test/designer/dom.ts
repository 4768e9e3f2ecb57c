import { TextDecoder, TextEncoder } from 'node:util';

// The router asks for these as it is loaded: a test of a page with links imports this file first.
Object.assign(globalThis, { TextDecoder, TextEncoder });

/** What antd and our theme ask of a browser and jsdom has not. Made anew for each test file. */
export function prepareDom(): void {
  const lacking = globalThis as unknown as Record<string, unknown>;
  lacking['matchMedia'] ??= () => ({ matches: false, addListener: () => undefined, removeListener: () => undefined });
  lacking['ResizeObserver'] ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  // antd's forms tell their watchers by a message port, which jsdom has not.
  lacking['MessageChannel'] ??= class {
    port1: { onmessage: (() => void) | null } = { onmessage: null };
    port2 = { postMessage: () => queueMicrotask(() => this.port1.onmessage?.()) };
  };
  let ids = 0;
  Object.defineProperty(globalThis, 'crypto', {
    value: { randomUUID: () => `intent-${++ids}` },
    configurable: true,
  });
  Element.prototype.scrollIntoView = () => undefined;
}
