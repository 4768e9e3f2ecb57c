import { compileCondition, evaluateConditions } from '../../../workflows/domain/rules/condition';

const edges = [{ id: 'other' }, { id: 'urgent', when: 'urgency >= 4' }, { id: 'gas', when: 'list contains(words, "燃气")' }];

describe('conditions of edges', () => {
  it.each([
    [{ urgency: 5, words: ['燃气'] }, 'urgent'],
    [{ urgency: 3, words: ['燃气'] }, 'gas'],
    [{ urgency: 3, words: [] }, 'other'],
    // Nothing known: null is no yes.
    [{}, 'other'],
  ])('%j goes to %s', (facts, id) => {
    expect(evaluateConditions(edges, facts)).toEqual({ ok: true, id });
  });

  it('without a default nothing may be chosen', () => {
    expect(evaluateConditions(edges.slice(1), {})).toMatchObject({ ok: false, error: { code: 'NO_MATCH' } });
  });

  it('a condition that fails before any holds stops the choice and names its edge', () => {
    const bad = [{ id: 'bad', when: 'for i in 1..1000000000 return i' }, ...edges];
    expect(evaluateConditions(bad, {})).toMatchObject({ ok: false, error: { code: 'CONDITION_ERROR', edge: 'bad' } });
  });

  it('compiles once; a text that does not parse is refused with its place', () => {
    const compiled = compileCondition('place.district = "520103"');
    expect(compiled.ok && compiled.value.holds({ place: { district: '520103' } })).toEqual({ ok: true, value: true });
    expect(compiled.ok && compiled.value.holds({})).toEqual({ ok: true, value: false });
    // Nothing follows `and`, which ends at 7.
    expect(compileCondition('a > and')).toMatchObject({ ok: false, error: { code: 'FEEL_SYNTAX' } });
  });
});
