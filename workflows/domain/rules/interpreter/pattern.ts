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

/** Flag x: blanks outside a class mean nothing. */
function withoutBlanks(pattern: string): string {
  return pattern.replace(/\[(?:\\.|[^\]\\])*\]|\\.|\s+/gu, (part) => (/^\s/u.test(part) ? '' : part));
}

const INITIAL = '\\p{L}_:';
const NAME = '\\p{L}\\p{N}\\p{M}_:.\\-\\u00B7';

/** `\i` and `\c` are the characters of XML names; a class may subtract another; a hyphen may stand as itself. */
function inJavaScript(pattern: string): string | null {
  let out = '';
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    const next = pattern.charAt(at + 1);
    if (sign === '\\') {
      const written = escaped(next, depth > 0);
      if (written === null) return null;
      out += written;
      at += 1;
    } else if (sign === '[' && depth === 0) {
      depth = 1;
      out += sign;
      if (next === '^') {
        out += next;
        at += 1;
      }
    } else if (sign === '-' && next === '[' && depth > 0) {
      out += '--[';
      depth += 1;
      at += 1;
    } else if (sign === ']' && depth > 0) {
      depth -= 1;
      out += sign;
    } else out += depth > 0 ? inClass(sign, next, out) : sign;
  }
  return depth === 0 ? out : null;
}

/** In a class: signs that JavaScript's `v` flag wants escaped, and a hyphen at an end, which is itself. */
function inClass(sign: string, next: string, before: string): string {
  if (sign === '-') return next === ']' || before.endsWith('[') || before.endsWith('[^') ? '\\-' : '-';
  return '()[{}/|'.includes(sign) || ('&!#$%*+,.:;<=>?@^`~'.includes(sign) && sign === next) ? `\\${sign}` : sign;
}

function escaped(sign: string, inside: boolean): string | null {
  const set = (members: string, not: boolean) => (inside ? (not ? `[^${members}]` : `[${members}]`) : `[${not ? '^' : ''}${members}]`);
  if (sign === 'i' || sign === 'I') return set(INITIAL, sign === 'I');
  if (sign === 'c' || sign === 'C') return set(NAME, sign === 'C');
  if (sign === '') return null;
  if ('nrtdDsSwWpP'.includes(sign) || /[1-9]/u.test(sign)) return `\\${sign}`;
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
