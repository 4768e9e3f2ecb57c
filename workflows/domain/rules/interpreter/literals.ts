/** A FEEL string literal's text: its escapes read (DMN 1.5, 10.3.1.2, grammar rule 64), anything else after a backslash kept. */
export function stringOf(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(
      /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|u\{([0-9A-Fa-f]{1,6})\}|(["'\\nrtbf]))/gu,
      (_, four, six, braced, plain) => {
        const code = (four ?? six ?? braced) as string | undefined;
        if (code !== undefined) return codePoint(Number.parseInt(code, 16));
        return ESCAPES[plain as string] ?? (plain as string);
      },
    );
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');
