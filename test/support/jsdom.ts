/** What a browser has and jsdom has not: call it before the first render. */
export function fillJsdom(): void {
  const lacking = globalThis as unknown as Record<string, unknown>;
  lacking['matchMedia'] ??= () => ({ matches: false, addListener: () => undefined, removeListener: () => undefined });
  lacking['ResizeObserver'] ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  // antd's forms tell their watchers by a message port.
  lacking['MessageChannel'] ??= class {
    port1: { onmessage: (() => void) | null } = { onmessage: null };
    port2 = { postMessage: () => queueMicrotask(() => this.port1.onmessage?.()) };
  };
}
