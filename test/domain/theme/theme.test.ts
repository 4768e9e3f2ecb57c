import {
  type Actor,
  actOnTheme,
  detectThemes,
  featureReader,
  type Known,
  shippedSimilar,
  type Theme,
  type ThemeCommand,
  themeCommandsFor,
  type ThemesSoFar,
} from '#domain';

const read = featureReader(shippedSimilar);
const now = '2026-05-10T00:00:00.000Z';
const soon = '2026-05-09T00:00:00.000Z';
const one = (n: number, more: Partial<Known> = {}, text = '自来水停水，一滴水都没有'): Known => ({
  ...{ no: `N${String(n).padStart(2, '0')}`, category: 'water', district: '520103', street: null, point: null, at: soon },
  ...{ reporter: `r${n}`, address: null },
  ...more,
  features: read(text),
});
const many = (n: number, more: Partial<Known> = {}, text?: string) => Array.from({ length: n }, (_, i) => one(i + 1, more, text));
const look = (recent: Known[], soFar: [string, ThemesSoFar][] = []) => detectThemes(recent, new Map(soFar), shippedSimilar, now);

describe('themes', () => {
  it('are ten residents on one matter in seven days, not nine, and not one ten times', () => {
    expect(look(many(9)).proposals).toEqual([]);
    expect(look(many(10)).proposals).toMatchObject([{ id: 'water-1', state: 'PROPOSED', reporters: 10, districts: ['520103'] }]);
    expect(look(many(12, { reporter: 'r1' })).proposals).toEqual([]);
  });

  it('are three districts as well', () => {
    const from = (district: string, n: number) => one(n, { district });
    expect(look([from('520102', 1), from('520103', 2)]).proposals).toEqual([]);
    expect(look([from('520102', 1), from('520103', 2), from('520115', 3)]).proposals).toMatchObject([
      { districts: ['520102', '520103', '520115'], reporters: 3, intakes: ['N01', 'N02', 'N03'] },
    ]);
  });

  it('end where the days or the matter end', () => {
    const old = many(1, { at: '2026-05-03T00:00:00.000Z' });
    expect(look([...many(10).slice(1), ...old]).proposals).toEqual([]);
    const mixed = [...many(6), ...Array.from({ length: 6 }, (_, i) => one(20 + i, {}, '水费多收了，请查水表'))];
    expect(look(mixed).proposals).toEqual([]);
  });

  it('are proposed once a category and window: the largest, and the next from where the last ended', () => {
    const fees = Array.from({ length: 12 }, (_, i) => one(20 + i, {}, '水费多收了，请查水表'));
    const both = look([...many(10), ...fees]).proposals;
    expect(both).toHaveLength(1);
    expect(both[0]).toMatchObject({ reporters: 12, seed: 'N20' });
    const after = { count: 1, to: soon, open: [] };
    expect(look(many(10), [['water', after]]).proposals).toEqual([]);
    const later = many(10, { at: '2026-05-09T12:00:00.000Z' });
    expect(look(later, [['water', after]]).proposals).toMatchObject([{ id: 'water-2', window: { from: soon, to: now } }]);
  });

  it('take in what is like an open one', () => {
    const open = { theme: { id: 'water-1', intakes: ['N01'] }, seed: one(1) };
    const found = look([one(1), one(2), one(3, {}, '水费多收了，请查水表')], [['water', { count: 1, to: soon, open: [open] }]]);
    expect(found).toEqual({ proposals: [], joining: [{ id: 'water-1', intakes: ['N02'] }] });
  });
});

describe('acts on a theme', () => {
  const theme: Theme = { ...look(many(10)).proposals[0]!, leadUnit: null };
  const actor = (role: Actor['roles'][number], unit: string | null = null): Actor => ({
    id: `${role}1`,
    roles: [role],
    unit,
    district: null,
  });
  const supervisor = actor('citySupervision');
  const accept: ThemeCommand = {
    id: 'c1',
    name: 'accept',
    data: { leadUnit: 'U1', plan: '更换管网', tasks: [{ text: '排查', unit: 'U2' }] },
  };
  const must = (answer: ReturnType<typeof actOnTheme>): Theme => {
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.theme;
  };
  const code = (answer: ReturnType<typeof actOnTheme>) => (answer.ok ? 'OK' : answer.refusal.code);

  it('are supervision’s: accepted with lead unit, plan and tasks, worked off, finished', () => {
    const accepted = must(actOnTheme(theme, accept, supervisor, now));
    expect(accepted).toMatchObject({
      state: 'ACCEPTED',
      leadUnit: 'U1',
      plan: '更换管网',
      tasks: [{ id: 't1', unit: 'U2', doneAt: null }],
    });
    const done: ThemeCommand = { id: 'c2', name: 'completeTask', data: { task: 't1' } };
    expect(code(actOnTheme(accepted, done, actor('unitHead', 'U3'), now))).toBe('FORBIDDEN');
    const worked = must(actOnTheme(accepted, done, actor('unitHead', 'U2'), now));
    expect(worked.tasks[0]!.doneAt).toBe(now);
    expect(code(actOnTheme(worked, { ...done, id: 'c3' }, supervisor, now))).toBe('NOT_FOUND');
    const finished = must(actOnTheme(worked, { id: 'c4', name: 'finish', data: { summary: '完成' } }, supervisor, now));
    expect(finished).toMatchObject({
      state: 'DONE',
      acts: [{ name: 'accept' }, { name: 'completeTask' }, { name: 'finish', note: '完成' }],
    });
    expect(themeCommandsFor(finished, supervisor)).toEqual([]);
  });

  it('count once for one id', () => {
    const accepted = must(actOnTheme(theme, accept, supervisor, now));
    expect(actOnTheme(accepted, accept, supervisor, now)).toEqual({ ok: true, theme: accepted });
    expect(code(actOnTheme(accepted, { ...accept, id: 'c9' }, supervisor, now))).toBe('NOT_ALLOWED_IN_STATE');
  });

  it('are refused to everybody else', () => {
    expect(code(actOnTheme(theme, accept, actor('verifier'), now))).toBe('FORBIDDEN');
    expect(code(actOnTheme(theme, { id: 'd', name: 'dismiss', data: { reason: '无' } }, actor('unitHead', 'U1'), now))).toBe(
      'FORBIDDEN',
    );
    expect(themeCommandsFor(theme, supervisor)).toEqual(['accept', 'dismiss']);
  });
});
