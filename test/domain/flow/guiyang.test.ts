import { compileRelease } from '../../../workflows/domain/flow';
import { conflictFilter, sliceOf } from '../../../workflows/domain/directory';
import { roles } from '../../../workflows/domain/issue/words';
import { directoryOf, releaseOf } from './city';
import { decider } from './decide';

const directory = directoryOf('guiyang');
const decide = decider('guiyang');

describe('the shipped release of guiyang', () => {
  it('compiles without an error or a warning', () => {
    const result = compileRelease(releaseOf('guiyang'), { directory });
    expect(result.ok ? result.warnings : result.problems).toEqual([]);
  });

  it.each([
    [{ category: 'posters' }, 'C'],
    [{ category: 'wish', keywords: ['心愿'] }, 'V'],
    [{ category: 'service', keywords: ['家政'] }, 'M'],
    [{ category: 'gas', keywords: ['燃气', '燃气泄漏'] }, 'A'],
    [{ category: 'lift', keywords: ['电梯', '困人'] }, 'A'],
    [{ category: 'property', keywords: ['小区', '停水'] }, 'B'],
    [{ category: 'power' }, 'B'],
    [{ category: 'building' }, 'D'],
    [{ category: 'consult' }, 'Q'],
  ])('grades %j as %s', (facts, grade) => {
    expect(decide('grade', facts)).toMatchObject({ value: { grade } });
  });

  it.each([
    // The three intakes of the seed: two street offices and the police branch of Guanshanhu.
    [{ category: 'posters', district: '520103', street: '520103023' }, ['普陀路街道办'], 'government'],
    [{ category: 'posters', district: '520102', street: '520102034' }, ['兰花都街道办'], 'government'],
    [{ category: 'posters', district: '520115', street: '520115003' }, ['GA-520115'], 'government'],
    [{ category: 'garbage', district: '520115', street: '520115003' }, ['金华园街道办'], 'government'],
    [{ category: 'garbage', district: '520115', street: '520115100' }, ['ZF-520115'], 'government'],
    [{ category: 'garbage', district: '520121' }, ['ZF-520121'], 'government'],
    [{ category: 'noise', district: '520103', street: '520103023' }, ['SJ-HB', 'GA-520103'], 'government'],
    [{ category: 'water', district: '520103', area: 'guian' }, ['GAXQ'], 'government'],
    [{ category: 'water', district: '520103' }, ['QY-S'], 'government'],
    [{ category: 'news', district: '520103' }, ['RMT'], 'media'],
    [{ category: 'petition', unit: 'SJ-MZ' }, ['SJ-MZ'], 'government'],
  ])('routes %j to %j in lane %s', (facts, units, lane) => {
    expect(decide('route', facts)).toMatchObject({ value: { units, lane } });
  });

  it.each([
    [{ category: 'wish', district: '520103' }, ['XYTZ', 'JZYY', 'BST'], 'volunteer'],
    [{ category: 'wish', district: '520121' }, ['BST'], 'volunteer'],
    [{ category: 'service', district: '520103' }, ['SGY-JZ', 'SGY-WX'], 'merchant'],
  ])('offers %j to %j in lane %s', (facts, teams, lane) => {
    expect(decide('route', facts)).toMatchObject({ value: { units: null, teams, lane } });
  });

  it('turns to the practice centre of the district when no team comes', () => {
    expect(decide('station', { district: '520111' })).toMatchObject({ value: { units: ['WM-520111'], lane: 'government' } });
    expect(decide('station', { district: '520121' })).toMatchObject({ matched: [] });
  });

  it.each([[{ category: 'complex', district: '520103' }], [{ category: 'noise', district: '520121' }], [{}]])(
    'leaves %j to the dispatcher',
    (facts) => {
      expect(decide('route', facts)).toMatchObject({ matched: [] });
    },
  );

  it('lets the media follow only when that is wanted, the district with the city where it has a centre', () => {
    expect(decide('follow', { follow: true, district: '520103' })).toMatchObject({ value: { mediaUnits: ['RMT', 'RM-520103'] } });
    expect(decide('follow', { follow: true, district: '520121' })).toMatchObject({ value: { mediaUnits: ['RMT'] } });
    expect(decide('follow', { district: '520103' })).toMatchObject({ matched: [] });
  });
});

describe('the directory of guiyang', () => {
  const { units, people } = directory;
  const codes = new Set(units.map((unit) => unit.code));

  it('gives every code and every person once', () => {
    expect(codes.size).toBe(units.length);
    expect(new Set(people.map((person) => person.id)).size).toBe(people.length);
  });

  it('has a real parent, a head and a liaison behind every unit', () => {
    const known = new Set(people.map((person) => person.id));
    const broken = units.filter(
      (unit) =>
        [unit.head, unit.liaison].some((id) => id === null || !known.has(id)) ||
        (unit.parent !== null && !codes.has(unit.parent)),
    );
    expect(broken).toEqual([]);
  });

  it('has somebody for every role of the desk', () => {
    const held = new Set(people.flatMap((person) => person.roles));
    expect(roles.filter((role) => role !== 'citizen' && !held.has(role))).toEqual([]);
  });

  it('finds a supervision body for every unit that is accused', () => {
    const homeless = units.filter((unit) => {
      const found = conflictFilter(sliceOf(directory, [unit.code], unit.district), [unit.code], [unit.code]);
      return unit.code !== 'CHIEF' && found.units.length !== 1;
    });
    expect(homeless).toEqual([]);
  });
});
