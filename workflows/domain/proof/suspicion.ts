import type { Doubt, Spot } from './spot';

/**
 * What may go wrong at a step of the drawing: no row and no way on, or tables that contradict each other (`stuck`); a role that nobody
 * holds, a step or a share without a limit, units that are not active, an end that nobody's hand led to; a unit that it accuses.
 */
export type Fault =
  | { readonly kind: 'stuck'; readonly table?: string; readonly rules?: readonly number[] }
  | { readonly kind: 'nobodyThere'; readonly roles: readonly string[] }
  | { readonly kind: 'noLimit'; readonly grade?: string }
  | { readonly kind: 'notActive'; readonly units: readonly string[] }
  | { readonly kind: 'nobodysEnd' }
  | { readonly kind: 'toAccused'; readonly unit: string; readonly accused: readonly string[] };

export const propertyOf = ({ kind }: Fault): Property =>
  kind === 'stuck' ? 'routable' : kind === 'toAccused' ? 'notAccused' : 'reaches';

/** DESIGN 5: every issue finds its way; every issue reaches somebody with a deadline; none reaches whom it accuses. */
export const properties = ['routable', 'reaches', 'notAccused'] as const;
export type Property = (typeof properties)[number];

/** Something that may go wrong, and the place of the walk where it would. */
export type Suspicion = { readonly fault: Fault; readonly spot: Spot };

/** Something that nobody can tell: why, and which of the properties hang on it. */
export type Unclear = { readonly doubt: Doubt; readonly properties: readonly Property[] };

/** Collects suspicions: one of each kind at each step, a certain one before one that may be nothing. */
export class Findings {
  readonly unclear = new Map<string, Unclear>();
  private readonly found = new Map<string, Suspicion>();

  suspect(spot: Spot, fault: Fault): void {
    const key = `${spot.node}|${JSON.stringify(fault)}`;
    const known = this.found.get(key);
    if (!known || (known.spot.doubt !== null && spot.doubt === null)) this.found.set(key, { fault, spot });
  }

  doubt(doubt: Doubt, hanging: readonly Property[]): void {
    const key = `${doubt.node ?? doubt.edge ?? ''}|${doubt.at ?? ''}|${doubt.why.en}`;
    if (!this.unclear.has(key)) this.unclear.set(key, { doubt, properties: hanging });
  }

  /** What is certain first. */
  suspicions(): Suspicion[] {
    const all = [...this.found.values()];
    return [...all.filter(({ spot }) => spot.doubt === null), ...all.filter(({ spot }) => spot.doubt !== null)];
  }
}
