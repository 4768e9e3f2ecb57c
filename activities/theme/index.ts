import { detectThemes, type Known, type Theme, type ThemesSoFar } from '#domain';
import type { Store } from '#store';
import type { ThemeActivities, ThemesSwept } from '..';

export type ThemeTools = {
  store: Pick<Store, 'settings' | 'similar' | 'themes' | 'issues'>;
  /** Desk time. */ now: () => string;
};

/**
 * The theme sweep (DOMAIN 4 #18): looks at the submissions of the last days and proposes each theme once. Repeated or cut short it
 * finds the same: a proposal's id is the next of its category, and its window ends where the next begins.
 */
export function createThemeActivities(tools: ThemeTools): ThemeActivities {
  return { sweepThemes: () => sweep(tools) };
}

const dayMs = 86_400_000;

async function sweep({ store, now }: ThemeTools): Promise<ThemesSwept> {
  const { similar: settings } = (await store.settings.get()).document;
  const at = now();
  const from = new Date(Date.parse(at) - settings.themes.days * dayMs).toISOString();
  const recent = await counted(store, await store.similar.since(from));
  const found = detectThemes(recent, await soFarOf(store, recent), settings, at);
  for (const { id, intakes } of found.joining) await store.themes.join(id, intakes);
  let proposed = 0;
  for (const proposal of found.proposals) {
    const theme = { ...proposal, leadUnit: await leadOf(store, proposal.intakes) };
    if (await store.themes.propose(theme)) proposed += 1;
  }
  return { proposed, joined: found.joining.reduce((sum, { intakes }) => sum + intakes.length, 0) };
}

const uncounted: ReadonlySet<string> = new Set(['REJECTED', 'REFERRED_OUT', 'WITHDRAWN']);
const askedAtOnce = 20;

/** Without what was rejected; a category that was corrected since counts as corrected. */
async function counted(store: ThemeTools['store'], recent: readonly Known[]): Promise<Known[]> {
  const kept: Known[] = [];
  for (let start = 0; start < recent.length; start += askedAtOnce) {
    const slice = recent.slice(start, start + askedAtOnce);
    const rows = await Promise.all(slice.map(({ no }) => store.issues.get(no)));
    slice.forEach((one, n) => {
      const view = rows[n]?.view;
      if (view !== undefined && !uncounted.has(view.stage)) kept.push({ ...one, category: view.category });
    });
  }
  return kept;
}

/** The seeds of open themes may be older than the days that are looked at; an erased one attracts no more. */
async function soFarOf(store: ThemeTools['store'], recent: readonly Known[]): Promise<Map<string, ThemesSoFar>> {
  const known = await store.themes.soFar();
  const seeds = [...known.values()].flatMap(({ open }) => open.map(({ seed }) => seed));
  const prints = new Map([...(await store.similar.prints(seeds)), ...recent].map((one) => [one.no, one]));
  return new Map(
    [...known].map(([category, { count, to, open }]) => [
      category,
      { count, to, open: open.map((theme) => ({ theme, seed: prints.get(theme.seed) ?? null })) },
    ]),
  );
}

/** The unit that leads most of the theme's issues so far; nobody yet where none was routed. */
async function leadOf(store: ThemeTools['store'], intakes: Theme['intakes']): Promise<string | null> {
  const counts = new Map<string, number>();
  for (const no of intakes) {
    const lead = (await store.issues.byIntake(no))?.view.assignments.find(({ role }) => role === 'lead')?.unit;
    if (lead !== undefined) counts.set(lead, (counts.get(lead) ?? 0) + 1);
  }
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return first?.[0] ?? null;
}
