/** Where no page may reach the system's clipboard (no https), copies stay in this window. */
let own = '';

const system = (): Clipboard | undefined => (isSecureContext ? navigator.clipboard : undefined);

export async function toClipboard(text: string): Promise<void> {
  own = text;
  try {
    await system()?.writeText(text);
  } catch {
    // Forbidden: this window still has it.
  }
}

/** What may be pasted: what the system holds, and what this window copied last. */
export async function fromClipboard(): Promise<string[]> {
  try {
    return [(await system()?.readText()) ?? '', own];
  } catch {
    return [own];
  }
}
