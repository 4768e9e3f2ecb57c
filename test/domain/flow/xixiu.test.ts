import { compileRelease } from '../../../workflows/domain/flow';
import { conflictFilter, sliceOf } from '../../../workflows/domain/directory';
import { directoryOf, releaseOf } from './city';
import { decider } from './decide';

const directory = directoryOf('xixiu');
const decide = decider('xixiu');
const release = compileRelease(releaseOf('xixiu'), { directory });

describe('the shipped release of xixiu', () => {
  it('compiles without an error or a warning', () => {
    expect(release.ok ? release.warnings : release.problems).toEqual([]);
  });

  it('has kinds and roles of the other city alone, drawn otherwise', () => {
    const kinds = (city: string) =>
      new Set((releaseOf(city).flow as { nodes: { kind: string }[] }).nodes.map(({ kind }) => kind));
    const [own, other] = [kinds('xixiu'), kinds('guiyang')];
    expect([...own].filter((kind) => !other.has(kind))).toEqual(['whistle']);
  });

  it.each([
    [{ category: 'wish' }, 'V'],
    [{ category: 'handy', keywords: ['维修'] }, 'V'],
    [{ category: 'handy', keywords: ['维修', '触电'] }, 'A'],
    [{ category: 'posters' }, 'C'],
    [{ category: 'water' }, 'B'],
    [{ category: 'complex' }, 'D'],
    [{ category: 'consult' }, 'Q'],
    [{ category: 'petition' }, 'X'],
    [{ category: 'news' }, 'C'],
  ])('grades %j as %s', (facts, grade) => {
    expect(decide('grade', facts)).toMatchObject({ value: { grade } });
  });

  it.each([
    [{ category: 'news', source: 'roving' }, ['RM-520402'], 'media'],
    [{ category: 'wish', source: 'app' }, null, 'volunteer'],
    [{ category: 'posters', street: '520402002' }, ['东街街道办', 'ZF-520402'], 'government'],
    [{ category: 'posters' }, ['ZF-520402'], 'government'],
    [{ category: 'garbage', street: '520402109' }, ['旧州镇政府'], 'government'],
    [{ category: 'noise', source: 'cyber' }, ['HB-520402', 'GA-520402'], 'government'],
    [{ category: 'news', unit: 'ZF-520402' }, ['ZF-520402'], 'government'],
  ])('routes %j to %j in lane %s', (facts, units, lane) => {
    expect(decide('route', facts)).toMatchObject({ value: { units, lane } });
  });

  it('leaves a complex matter to the dispatcher', () => {
    expect(decide('route', { category: 'complex' })).toMatchObject({ matched: [] });
  });

  it.each([
    ['wish', '微心愿', ['WXY', 'BST']],
    ['handy', '百事通', ['BST']],
    ['family', '好媳妇', ['HXF', 'WXY']],
    ['youth', '戎耀西秀', ['RYXX']],
  ])('makes of a need of the kind %s the project %s', (category, project, teams) => {
    expect(decide('project', { category })).toMatchObject({ value: { project, teams } });
  });

  it('keeps the teams that the dispatcher has named', () => {
    expect(decide('project', { category: 'wish', teams: ['HXF'] })).toMatchObject({ value: { teams: null } });
  });

  it.each([
    // A hot topic calls those who watch it and those who answer in public, each once.
    [
      { source: 'cyber', category: 'noise', units: ['HB-520402', 'GA-520402'] },
      ['HB-520402', 'GA-520402', 'WX-520402', 'RM-520402'],
    ],
    [{ source: 'page', category: 'posters', units: ['东街街道办', 'ZF-520402'] }, ['东街街道办', 'ZF-520402', 'GA-520402']],
    [{ source: 'page', category: 'garbage', units: ['东街街道办'] }, ['东街街道办']],
    // of a tip-off no media hear (DOMAIN 2.9)
    [{ source: 'cyber', category: 'road', units: ['ZJ-520402'], tipOff: true }, ['ZJ-520402']],
  ])('whistles for %j to %j', (facts, called) => {
    expect(decide('called', facts)).toMatchObject({ value: { called } });
  });

  it.each([
    [{ source: 'cyber', lane: 'government' }, ['RM-520402']],
    [{ source: 'roving', lane: 'government' }, ['RM-520402']],
    [{ source: 'page', lane: 'government', follow: true }, ['RM-520402']],
    [{ source: 'page', lane: 'government' }, null],
    // The centre that has the story already does not follow itself; of a tip-off no media hear (DOMAIN 2.9).
    [{ source: 'roving', lane: 'media' }, null],
    [{ source: 'cyber', lane: 'government', tipOff: true }, null],
  ])('lets the media centre follow %j: %j', (facts, mediaUnits) => {
    expect(decide('follow', facts)).toMatchObject(mediaUnits ? { value: { mediaUnits } } : { matched: [] });
  });

  it.each([
    [{ lane: 'media' }, { story: true, pushUp: true }],
    [{ lane: 'volunteer' }, { story: true, pushUp: false }],
    [
      { lane: 'government', mediaUnits: ['RM-520402'] },
      { story: true, pushUp: false },
    ],
    [
      { lane: 'government', push: true },
      { story: true, pushUp: true },
    ],
  ])('makes of %j the story %j', (facts, value) => {
    expect(decide('story', facts)).toMatchObject({ value });
  });

  it.each([[{ lane: 'government' }], [{ lane: 'government', mediaUnits: ['RM-520402'], tipOff: true }]])(
    'makes no story of %j',
    (facts) => {
      expect(decide('story', facts)).toMatchObject({ matched: [] });
    },
  );

  it('turns to the station of the street when no team comes, else to the centre', () => {
    expect(decide('station', { street: '520402002' })).toMatchObject({ value: { units: ['WMS-002'], lane: 'government' } });
    expect(decide('station', {})).toMatchObject({ value: { units: ['WM-520402'] } });
  });
});

describe('the directory of xixiu', () => {
  const { units, people } = directory;
  const codes = new Set(units.map((unit) => unit.code));

  it('gives every code and every person once, with a real parent, head and liaison', () => {
    const known = new Set(people.map((person) => person.id));
    expect([codes.size, known.size]).toEqual([units.length, people.length]);
    const broken = units.filter(
      ({ head, liaison, parent }) =>
        [head, liaison].some((id) => id === null || !known.has(id)) || (parent !== null && !codes.has(parent)),
    );
    expect(broken).toEqual([]);
  });

  it('finds a supervision body for every unit that is accused', () => {
    const homeless = units.filter(
      ({ code, district }) =>
        code !== 'CHIEF' && conflictFilter(sliceOf(directory, [code], district), [code], [code]).units.length !== 1,
    );
    expect(homeless).toEqual([]);
  });
});
