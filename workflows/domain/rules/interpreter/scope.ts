import type { Meter } from '../feel-budget';

/** What all parts of one evaluation share: what it may still spend, and the present, when there is one. */
export type Run = { readonly meter: Meter; readonly now: string | undefined };

/** Compiled FEEL: the value of an expression in a scope. */
export type Code = (scope: Scope) => unknown;

type Names = Readonly<Record<string, unknown>>;

/** One spelling of a name, whatever blanks stand around its signs and between its words. */
export const normalName = (name: string): string =>
  name
    .replace(/\s*(\*\*?|[./\-'+])\s*/gu, ' $1 ')
    .replace(/\s+/gu, ' ')
    .trim();

/** An entry by its name in any spelling; undefined where there is none. */
export function entryOf(names: Names, name: string): unknown {
  if (Object.hasOwn(names, name)) return names[name] ?? null;
  if (!/[\s*./\-'+]/u.test(name)) return undefined;
  const wanted = normalName(name);
  for (const key of Object.keys(names)) if (normalName(key) === wanted) return names[key] ?? null;
  return undefined;
}

/** The names an expression sees: its own, then those around it. */
export class Scope {
  private readonly names: Names;
  private readonly outer: Scope | undefined;
  readonly run: Run;

  constructor(names: Names, run: Run, outer?: Scope) {
    this.names = names;
    this.run = run;
    this.outer = outer;
  }

  /** A scope inside this one. */
  with(names: Names): Scope {
    return new Scope(names, this.run, this);
  }

  /** The value of a name; undefined where nobody gave it. */
  get(name: string): unknown {
    const own = entryOf(this.names, name);
    return own !== undefined || this.outer === undefined ? own : this.outer.get(name);
  }
}
