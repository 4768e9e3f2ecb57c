import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Eta } from 'eta';
import { type PublicLanguage, type PublicView, publicHelpers } from '#contract';

const folder = path.resolve(__dirname, '../../designer/public');
const eta = new Eta({ views: path.join(folder, 'templates'), autoEscape: true });
const wordsOf = (lang: PublicLanguage) =>
  JSON.parse(readFileSync(path.join(folder, 'words', `${lang}.json`), 'utf8')) as Record<string, string>;

const render = (view: PublicView) => eta.render(`./${view.page}`, { ...view, ...publicHelpers(wordsOf(view.lang)) });

const limits = { photos: 9, photoMegabytes: 10, textLength: 4000 };
const at = '2026-11-20T01:00:00Z';
const hostile = '<script>alert("x")</script>';

const pages = (lang: PublicLanguage): PublicView[] => {
  const frame = { lang, otherLanguageHref: '?lang=x', city: 'Guiyang' };
  const quote = { code: 'SGY', name: 'm', amount: 120, terms: 'parts apart', serviceBy: '2026-11-24T01:00:00.000Z' };
  const story = { href: '/stories/1', title: hostile, summary: 's', publishedAt: at, aiLabel: true };
  return [
    {
      ...frame,
      page: 'home',
      categories: [{ code: 'ads', label: 'Ads' }],
      districts: [{ code: '520103', label: 'Yunyan', streets: [{ code: '520103023', label: 'Putuo' }] }],
      values: { text: hostile, category: 'ads', street: '520103023' },
      errors: [
        { field: 'address', why: 'tooLong' },
        { field: 'phone', why: 'wrongPhone' },
        { field: 'code', why: 'unknown' },
      ],
      formId: 'form-1',
      limits,
      stories: [story],
    },
    {
      ...frame,
      page: 'received',
      no: 'GY1',
      code: 'c',
      trackUrl: 'https://x',
      trackHref: '/t',
      qrSvg: '<svg></svg>',
      emergency: true,
    },
    {
      ...frame,
      page: 'track',
      no: 'GY1',
      code: 'c',
      stage: 'HANDLING',
      grade: 'A',
      emergency: true,
      result: 'RESOLVED',
      category: 'Ads',
      place: 'Putuo',
      receivedAt: at,
      closedAt: null,
      text: hostile,
      erased: false,
      photos: [{ href: '/p', thumbHref: '/p?size=thumb' }],
      units: [{ name: 'Putuo Street Office', lead: true, dueAt: at }],
      // 16:00 UTC is midnight in Shanghai: shown as 24:00 of the 27th (R10).
      promise: {
        dueAt: '2026-11-27T16:00:00Z',
        state: 'paused',
        provisional: null,
        pauses: [{ from: at, to: null, reason: 'r' }],
      },
      standing: null,
      timeline: [
        { at, event: 'dispatched', unit: 'Putuo Street Office', text: null, quote: null, because: null },
        { at, event: 'designated', unit: null, text: null, quote: null, because: null },
        { at, event: 'rejected', unit: null, text: null, quote: null, because: 'litigation' },
      ],
      question: { text: 'where?', askedAt: at, until: at },
      reply: 'one\ntwo',
      orders: [
        { id: 'o1', kind: 'merchant', state: 'QUOTED', holder: null, appointment: null, until: at, quotes: [quote] },
        { id: 'o2', kind: 'merchant', state: 'IN_SERVICE', holder: 'u', appointment: at, until: null, quotes: [] },
        { id: 'o3', kind: 'volunteer', state: 'POSTED', holder: null, appointment: null, until: at, quotes: [] },
      ],
      mergedInto: 'GY0',
      story: { href: '/stories/1', title: 's' },
      acts: {
        giveInfo: '/t/info',
        rate: '/t/rate',
        reopen: '/t/reopen',
        withdraw: '/t/withdraw',
        agree: '/t/agree',
        dispute: '/t/dispute',
      },
      reopenUntil: at,
      done: 'rate',
      refused: 'REWORK_LIMIT',
      typed: { act: 'reopen', values: { reason: hostile } },
      limits,
    },
    { ...frame, page: 'stories', stories: [story], olderHref: '/stories?cursor=1' },
    {
      ...frame,
      page: 'story',
      title: hostile,
      paragraphs: ['p'],
      publishedAt: at,
      byline: [{ role: 'reporter', names: ['A', 'B'] }],
      aiLabel: true,
      ai: { attribute: 'a', provider: 'p', contentId: 'i' },
      correction: { at, text: 'c' },
      withdrawn: true,
    },
    { ...frame, page: 'problem', status: 404, why: 'notFound' },
  ];
};

const every = [...pages('zh'), ...pages('en')].map((view): [string, PublicView] => [`${view.page} (${view.lang})`, view]);
const pageOf = (name: string) => render(every.find(([key]) => key === name)![1]);

describe('public pages', () => {
  it('keeps what a resident typed when the act is refused', () => {
    const track = every.find(([key]) => key === 'track (en)')![1] as Extract<PublicView, { page: 'track' }>;
    const typed = { act: 'rate' as const, values: { answer: 'not', satisfaction: 'fair', note: 'still <there>' } };
    const offered = render({ ...track, done: null, typed });
    expect(offered).toMatch(/value="not" required checked/);
    expect(offered).toMatch(/value="fair" required checked/);
    expect(offered).toContain('>still &lt;there&gt;</textarea>');
    // The act is not open any more: the words are shown, to be copied.
    const gone = render({ ...track, done: null, typed, acts: { ...track.acts, rate: null } });
    expect(gone).toMatch(/role="alert"[\s\S]*still &lt;there&gt;<\/blockquote>/);
  });

  it.each(every)('%s renders whole, with its language on it', (_name, view) => {
    const html = render(view);
    expect(html).toContain(`<html lang="${view.lang === 'zh' ? 'zh-CN' : 'en'}">`);
    expect(html).toContain('href="?lang=x"');
    expect(html).not.toMatch(/undefined|\[object|\{\w+\}/);
  });

  it.each(every)('%s lets nothing a stranger wrote become markup', (_name, view) => {
    expect(render(view)).not.toContain(hostile);
  });

  it.each(every)('%s names every field of its forms', (_name, view) => {
    const html = render(view);
    const fields = [...html.matchAll(/<(?:input|select|textarea) id="([^"]+)"/g)].map((match) => match[1]);
    for (const field of fields) expect(html).toContain(`for="${field}"`);
  });

  it('keep what was typed and say what is wrong, tied to the field', () => {
    const html = pageOf('home (en)');
    expect(html).toContain('&lt;script&gt;');
    expect(html).toMatch(/id="address"[^>]*aria-invalid="true"[^>]*aria-describedby="address-error address-hint"/);
    expect(html).toContain('id="code-error"');
    expect(html).toMatch(/value="520103023" selected/);
  });

  it('begin with what is wrong: a number that is not known comes before the long form, and photos must be chosen again', () => {
    const home = (errors: { field: 'code' | 'text'; why: 'unknown' | 'missing' }[]) =>
      render({ ...(pages('en')[0] as Extract<PublicView, { page: 'home' }>), errors });
    const lost = home([{ field: 'code', why: 'unknown' }]);
    expect(lost).toContain('wrap columns find-first');
    expect(lost).toMatch(/<p class="box bad" role="alert" id="code-error"[^>]*data-first>/);
    expect(lost).not.toContain('id="problems"');
    const refused = home([{ field: 'text', why: 'missing' }]);
    expect(refused).toMatch(/id="problems"[^>]*data-first>/);
    expect(refused).toContain('please choose them again');
    // The steps of the way would push the answer off a phone's screen.
    expect(refused).not.toContain('class="way"');
    expect(home([])).toContain('class="way"');
  });

  it('say why something was not accepted', () => {
    expect(pageOf('track (en)')).toContain('it is already in court');
  });

  it('tell by when a unit must reply only while it is at work', () => {
    const track = pages('en').find(({ page }) => page === 'track') as Extract<PublicView, { page: 'track' }>;
    // 01:00 UTC is 09:00 in Shanghai
    expect(render({ ...track, stage: 'HANDLING' })).toContain('to reply by 2026-11-20 09:00');
    for (const stage of ['CALLBACK', 'REWORK', 'CLOSED'] as const)
      expect(render({ ...track, stage })).not.toContain('to reply by');
  });

  it('work with no script: every act is a form that posts', () => {
    const html = pageOf('track (zh)');
    for (const act of ['info', 'rate', 'reopen', 'withdraw']) expect(html).toContain(`method="post" action="/t/${act}"`);
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  it('show a midnight due as 24:00 and internal events as progress only', () => {
    const html = pageOf('track (en)');
    expect(html).toContain('2026-11-27 24:00');
    expect(html).toContain('There was progress');
    expect(html).not.toContain('designated');
  });

  it('stay light: all of one page’s own files are under 50 kB', () => {
    const sizes = ['public.css', 'entry.ts'].map((file) => readFileSync(path.join(folder, file)).length);
    const longest = Math.max(...every.map(([, view]) => Buffer.byteLength(render(view))));
    expect(sizes.reduce((a, b) => a + b, longest)).toBeLessThan(50_000);
    expect(readdirSync(path.join(folder, 'templates'))).toHaveLength(7);
  });
});
