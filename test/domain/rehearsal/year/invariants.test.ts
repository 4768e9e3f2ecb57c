import { type IssueState } from '../../../../workflows/domain/issue';
import { baseSetting, opened } from '../../issue/drive';
import { breachesOf } from './invariants';

/** The watch over random lives must itself see what it is there for. */
const setting = baseSetting();
const { state, record } = opened(setting, '2026-11-23T01:00:00.000Z');
const seen = (spoil: (state: IssueState) => IssueState) =>
  breachesOf(setting, { before: state, state: spoil(state), events: [] });
const [clock] = state.clocks;
const [token] = state.tokens;
if (!clock || !token) throw new Error('an opened issue has a token with a limit');

describe('the watch over random lives', () => {
  it('has nothing to say of an opened issue', () => {
    expect(breachesOf(setting, { before: null, state, events: record.events })).toEqual([]);
  });

  it.each<[string, (state: IssueState) => IssueState, RegExp]>([
    ['a lost token', (s) => ({ ...s, tokens: [] }), /open without a token/],
    ['a doubled token', (s) => ({ ...s, tokens: [token, token] }), /a token twice/],
    ['a second token of the branch', (s) => ({ ...s, tokens: [token, { ...token, id: 't9' }] }), /two tokens of one branch/],
    ['a token off the drawing', (s) => ({ ...s, tokens: [{ ...token, node: 'nowhere' }] }), /which is not drawn/],
    ['a clock without an owner', (s) => ({ ...s, clocks: [...s.clocks, { ...clock, id: 'x9.reply' }] }), /x9\.reply runs for/],
    [
      'a due moved earlier in silence',
      (s) => ({ ...s, clocks: [{ ...clock, dueAt: '2026-11-23T01:30:00.000Z' }] }),
      /earlier without a cause/,
    ],
    ['nobody awaited', (s) => ({ ...s, tokens: [], clocks: [] }), /nothing to come and nobody awaited/],
  ])('sees %s', (_what, spoil, said) => {
    expect(seen(spoil).join('\n')).toMatch(said);
  });

  it('sees a rung that fired twice and one that may fire again', () => {
    const rung = clock.rungs[0];
    if (!rung) throw new Error('the verify limit has a rung');
    const fired = { ...clock, rungs: [{ ...rung, status: 'fired' as const }] };
    const twice = { ...fired, rungs: [...fired.rungs, ...fired.rungs] };
    const breaches = (before: typeof clock, after: typeof clock) =>
      breachesOf(setting, { before: { ...state, clocks: [before] }, state: { ...state, clocks: [after] }, events: [] }).join(
        '\n',
      );
    expect(breaches(clock, twice)).toMatch(/a rung fired twice/);
    expect(breaches(fired, clock)).toMatch(/may fire again/);
  });

  it('sees that nobody is there who holds the role', () => {
    const empty = { ...setting, directory: { ...setting.directory, people: [] } };
    expect(breachesOf(empty, { before: state, state, events: [] }).join()).toMatch(/waits for nobody who is there/);
  });
});
