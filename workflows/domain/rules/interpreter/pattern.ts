/**
 * FEEL's patterns are those of XPath; JavaScript's differ in a few places. What cannot be said in JavaScript makes the pattern
 * none at all, so that nothing is matched by a meaning the author did not intend.
 */
export function regularExpression(pattern: string, flags: string, always: string): RegExp | null {
  if (!/^[smixq]*$/u.test(flags)) return null;
  const written = flags.includes('q') ? quoted(pattern) : inJavaScript(flags.includes('x') ? withoutBlanks(pattern) : pattern);
  if (written === null) return null;
  const own = [...new Set(flags)].filter((flag) => 'smi'.includes(flag)).join('');
  try {
    return new RegExp(written, `v${own}${always}`);
  } catch {
    return null;
  }
}

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');

/** Flag x: blanks outside a class mean nothing, wherever they stand. */
const withoutBlanks = (pattern: string): string =>
  pattern.replace(/\[(?:\\.|[^\]\\])*\]|\s+/gu, (part) => (part.startsWith('[') ? part : ''));

/** Unicode blocks by XPath's names, those that texts here are made of; JavaScript has none of its own. */
const BLOCKS: Readonly<Record<string, string>> = {
  BasicLatin: '\\u0000-\\u007F',
  'Latin-1Supplement': '\\u0080-\\u00FF',
  Greek: '\\u0370-\\u03FF',
  Cyrillic: '\\u0400-\\u04FF',
  CJKSymbolsandPunctuation: '\\u3000-\\u303F',
  Hiragana: '\\u3040-\\u309F',
  Katakana: '\\u30A0-\\u30FF',
  CJKUnifiedIdeographs: '\\u4E00-\\u9FFF',
  HangulSyllables: '\\uAC00-\\uD7A3',
};

/** `\p{IsBasicLatin}` as a class; a block that is not known here is left, and JavaScript refuses it. */
const withBlocks = (pattern: string): string =>
  pattern.replace(/\\([pP])\{Is([\w-]+)\}/gu, (whole, sign: string, name: string) => {
    const members = Object.hasOwn(BLOCKS, name) ? BLOCKS[name] : undefined;
    return members === undefined ? whole : `[${sign === 'P' ? '^' : ''}${members}]`;
  });

/** `\i` and `\c` are the characters that XML names begin with and are made of. */
const INITIAL = '\\p{L}_:';
const NAME = '\\p{L}\\p{N}\\p{M}_:.\\-\\u00B7';

/** Reads a pattern sign by sign. */
class Translation {
  private out = '';
  private at = 0;
  /** Where the open classes begin in what is written. */
  private readonly open: number[] = [];
  private readonly pattern: string;
  constructor(pattern: string) {
    this.pattern = pattern;
  }

  /** The pattern in JavaScript's terms; null when it is none. */
  written(): string | null {
    for (; this.at < this.pattern.length; this.at += 1) if (!this.step()) return null;
    return this.open.length === 0 ? this.out : null;
  }

  private step(): boolean {
    const sign = this.pattern.charAt(this.at);
    const next = this.pattern.charAt(this.at + 1);
    const inside = this.open.length > 0;
    if (sign === '\\') return this.escape(next, inside);
    if (sign === '[' && !inside) this.begin();
    else if (sign === '-' && next === '[' && inside) this.subtract();
    else if (sign === ']' && inside) {
      this.open.pop();
      this.out += sign;
    } else this.out += inside ? inClass(sign, next, this.out) : sign;
    return true;
  }

  private begin(): void {
    this.open.push(this.out.length);
    this.out += '[';
    if (this.pattern.charAt(this.at + 1) !== '^') return;
    this.out += '^';
    this.at += 1;
  }

  /** `[a-z-[aeiou]]`: JavaScript wants both sides to be classes. */
  private subtract(): void {
    const from = this.open.at(-1) ?? 0;
    this.out = `${this.out.slice(0, from)}[${this.out.slice(from)}]--`;
    this.at += 1;
    this.begin();
  }

  private escape(next: string, inside: boolean): boolean {
    const written = escaped(next, inside);
    if (written === null) return false;
    this.out += written;
    this.at += 1;
    return true;
  }
}

const inJavaScript = (pattern: string): string | null => new Translation(withBlocks(pattern)).written();

/** In a class: signs that JavaScript's `v` flag wants escaped, and a hyphen at an end, which is itself. */
function inClass(sign: string, next: string, before: string): string {
  if (sign === '-') return next === ']' || before.endsWith('[') || before.endsWith('[^') ? '\\-' : '-';
  return '()[{}/|'.includes(sign) || ('&!#$%*+,.:;<=>?@^`~'.includes(sign) && sign === next) ? `\\${sign}` : sign;
}

function escaped(sign: string, inside: boolean): string | null {
  const set = (members: string, not: boolean) =>
    inside ? (not ? `[^${members}]` : `[${members}]`) : `[${not ? '^' : ''}${members}]`;
  if (sign === 'i' || sign === 'I') return set(INITIAL, sign === 'I');
  if (sign === 'c' || sign === 'C') return set(NAME, sign === 'C');
  if (sign === '') return null;
  if ('nrtdDsSwWpPu'.includes(sign) || /[1-9]/u.test(sign)) return `\\${sign}`;
  if ('\\|.?*+(){}[]^$-'.includes(sign)) return `\\${sign}`;
  // Letters that stand for nothing in XPath are a fault of the pattern.
  return /[\p{L}\p{N}]/u.test(sign) ? null : quoted(sign);
}

/** A replacement in JavaScript's terms: `$1` a group, `\$` and `\\` themselves; null for any other use of the two signs. */
export function replacementOf(text: string, flags: string): string | null {
  if (flags.includes('q')) return text.replace(/\$/gu, '$$$$');
  if (/(?:^|[^\\])(?:\\\\)*\$(?!\d)/u.test(text) || /\\(?![\\$])/u.test(text.replace(/\\\\/gu, ''))) return null;
  return text.replace(/\\([\\$])|\$0/gu, (whole, sign: string | undefined) => {
    if (whole === '$0') return '$&';
    return sign === '$' ? '$$' : '\\';
  });
}
