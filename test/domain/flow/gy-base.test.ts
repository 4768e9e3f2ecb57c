import { decider } from './decide';

const decide = decider('gy-base');

describe('the grading table of GY-BASE', () => {
  it.each([
    [{ category: 'posters' }, 'C'],
    [{}, 'C'],
    [{ category: 'posters', keywords: ['noise', 'danger'] }, 'A'],
    [{ category: 'safety' }, 'A'],
    [{ category: 'lift', keywords: [] }, 'B'],
    [{ category: 'complex' }, 'D'],
    [{ category: 'consult' }, 'Q'],
    [{ category: 'petition' }, 'X'],
  ])('grades %j as %s', (facts, grade) => {
    expect(decide('grade', facts)).toMatchObject({ value: { grade } });
  });
});

describe('the routing table of GY-BASE', () => {
  it.each([
    [{ units: ['L', 'J1', 'J2'], unit: 'U1' }, ['L', 'J1', 'J2']],
    [{ unit: 'U1', street: '520103023' }, ['U1']],
    [{ district: '520103', street: '520103023' }, ['普陀路街道办']],
    [{ district: '520102', street: '520102034' }, ['兰花都街道办']],
    [{ district: '520115' }, ['GA-520115']],
  ])('routes %j to %j', (facts, units) => {
    expect(decide('route', facts)).toMatchObject({ value: { units } });
  });

  it('matches no rule where nobody is named for the place: the dispatcher has it', () => {
    expect(decide('route', { district: '520103' })).toMatchObject({ matched: [] });
  });
});
