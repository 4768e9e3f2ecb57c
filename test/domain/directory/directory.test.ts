import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  activeUnits,
  branchOf,
  conflictFilter,
  escalationAddress,
  sliceOf,
  personSchema,
  unitSchema,
} from '../../../workflows/domain/directory';
import type { DirectorySlice, Unit } from '../../../workflows/domain/directory';

/**
 * The town by hand: U1 with U1a below it, U2 with the same head as U1, street S, the district itself D, all in 520103; city body CB;
 * supervision DS (district) under CS (city) under CC (chief).
 */
const unit = (code: string, more: Partial<Unit> = {}): Unit => ({
  code,
  name: { zh: code, en: code },
  kind: 'districtBody',
  level: 1,
  parent: null,
  district: '520103',
  divisions: [],
  active: true,
  head: `${code}.head`,
  liaison: `${code}.liaison`,
  lanes: ['government'],
  ...more,
});
const slice = (changes: Record<string, Partial<Unit>> = {}, more: Partial<DirectorySlice> = {}): DirectorySlice => {
  const units = [
    unit('U1'),
    unit('U1a', { level: 2, parent: 'U1' }),
    unit('U2', { head: 'U1.head' }),
    unit('U3'),
    unit('S', { kind: 'street', divisions: ['520103023'] }),
    unit('D', { divisions: ['520103'] }),
    unit('CB', { kind: 'cityBody', district: null }),
    unit('DS', { kind: 'supervision', parent: 'CS', head: 'sup' }),
    unit('CS', { kind: 'supervision', parent: 'CC', district: null, head: 'citysup' }),
    unit('CC', { kind: 'supervision', district: null, head: 'boss' }),
  ].map((one) => ({ ...one, ...changes[one.code] }));
  return {
    units: Object.fromEntries(units.map((one) => [one.code, one])),
    inactivePeople: [],
    desks: { 'districtSupervision:520103': ['sup'], citySupervision: ['citysup'], chief: ['boss'] },
    ...more,
  };
};

describe('a branch of the directory', () => {
  it('is the unit and everything below it, not what is above', () => {
    expect(branchOf(slice(), 'U1').sort()).toEqual(['U1', 'U1a']);
    expect(branchOf(slice(), 'U1a')).toEqual(['U1a']);
  });

  it('of the chief holds every supervision body below', () => {
    expect(branchOf(slice(), 'CC').sort()).toEqual(['CC', 'CS', 'DS']);
  });

  it('survives a ring in the data', () => {
    expect(branchOf(slice({ U1: { parent: 'U1a' } }), 'U1').sort()).toEqual(['U1', 'U1a']);
  });
});

describe('active units', () => {
  it('leave out the inactive and the unknown, in order', () => {
    expect(activeUnits(slice({ U3: { active: false } }), ['U1', 'U3', 'nobody', 'S'])).toEqual({
      active: ['U1', 'S'],
      inactive: ['U3', 'nobody'],
    });
  });
});

describe('the conflict-of-interest filter', () => {
  it('lets units through when nobody is accused', () => {
    expect(conflictFilter(slice(), ['U1', 'U3'], [])).toEqual({ units: ['U1', 'U3'], removed: [], fallback: [] });
  });

  // DOMAIN 2.9: street office or district department -> district supervision; district -> city supervision; city body -> chief.
  it.each([
    ['S', 'DS'],
    ['U1', 'DS'],
    ['D', 'CS'],
    ['DS', 'CS'],
    ['CB', 'CC'],
    ['CS', 'CC'],
  ])('gives the share of an accused %s to %s', (accused, body) => {
    const found = conflictFilter(slice(), [accused], [accused]);
    expect(found.units).toEqual([body]);
    expect(found.removed).toEqual([{ unit: accused, because: 'accused', of: accused }]);
  });

  it('removes a unit below the accused one, and spares the one above', () => {
    expect(conflictFilter(slice(), ['U1a'], ['U1']).removed).toEqual([{ unit: 'U1a', because: 'branch', of: 'U1' }]);
    expect(conflictFilter(slice(), ['U1'], ['U1a']).units).toEqual(['U1']);
  });

  it('removes a unit with the same head as the accused one', () => {
    expect(conflictFilter(slice(), ['U2'], ['U1']).removed).toEqual([{ unit: 'U2', because: 'sameHead', of: 'U1' }]);
  });

  it('removes the units that an accused person heads', () => {
    expect(conflictFilter(slice(), ['U1', 'U2', 'U3'], ['U1.head'])).toMatchObject({
      units: ['DS', 'U3'],
      removed: [
        { unit: 'U1', because: 'sameHead' },
        { unit: 'U2', because: 'sameHead' },
      ],
    });
  });

  it('keeps the place of a removed lead, and leaves its other units alone', () => {
    expect(conflictFilter(slice(), ['U1', 'U3'], ['U1']).units).toEqual(['DS', 'U3']);
  });

  it('goes on upward when supervision is inactive or accused itself, and says which it passed over', () => {
    expect(conflictFilter(slice({ DS: { active: false } }), ['U1'], ['U1']).fallback).toEqual([
      { for: 'U1', unit: 'CS', passedOver: ['DS'] },
    ]);
    expect(conflictFilter(slice(), ['U1'], ['U1', 'DS']).units).toEqual(['CS']);
    expect(conflictFilter(slice(), ['U1'], ['U1', 'citysup', 'DS']).fallback).toEqual([
      { for: 'U1', unit: 'CC', passedOver: ['DS', 'CS'] },
    ]);
  });

  it('leaves nobody when the whole line is accused, so that the dispatcher must decide', () => {
    // The chief heads CC; DS and CS lie below CC, so accusing CC removes all three.
    expect(conflictFilter(slice(), ['U1'], ['U1', 'CC'])).toMatchObject({
      units: [],
      fallback: [{ for: 'U1', unit: null, passedOver: ['DS', 'CS', 'CC'] }],
    });
  });
});

describe('the escalation address (R11)', () => {
  const gone = (...people: string[]) => ({ inactivePeople: people });

  it('is the head of the unit when there is one', () => {
    expect(escalationAddress(slice(), 'U1a')).toEqual({
      link: 'unitHead',
      address: { to: 'unit', unit: 'U1a', as: 'head' },
      tried: [],
    });
  });

  it('passes over an inactive head and records it', () => {
    expect(escalationAddress(slice({}, gone('U1a.head')), 'U1a')).toEqual({
      link: 'parentHead',
      address: { to: 'unit', unit: 'U1', as: 'head' },
      tried: [{ link: 'unitHead', of: 'U1a', because: 'inactive' }],
    });
  });

  it('passes over every missing link of a unit without parent', () => {
    expect(escalationAddress(slice({ U3: { head: null } }), 'U3')).toEqual({
      link: 'districtSupervision',
      address: { to: 'desk', role: 'districtSupervision', district: '520103' },
      tried: [
        { link: 'unitHead', of: 'U3', because: 'missing' },
        { link: 'parentHead', of: null, because: 'missing' },
      ],
    });
  });

  it('skips the district of a body of the whole city', () => {
    const found = escalationAddress(slice({}, gone('CB.head')), 'CB');
    expect(found.link).toBe('citySupervision');
    expect(found.tried.map((one) => one.link)).toEqual(['unitHead', 'parentHead', 'districtSupervision']);
  });

  it('starts at the link that is asked for', () => {
    expect(escalationAddress(slice(), 'U1a', 'parentHead').address).toEqual({ to: 'unit', unit: 'U1', as: 'head' });
  });

  it('tells no accused person and no accused unit', () => {
    expect(escalationAddress(slice(), 'U1a', 'unitHead', ['U1a.head', 'U1']).tried).toEqual([
      { link: 'unitHead', of: 'U1a', because: 'accused' },
      { link: 'parentHead', of: 'U1', because: 'accused' },
    ]);
  });

  it('ends at the city supervision desk when nobody is left, with all five links on record', () => {
    const found = escalationAddress(slice({}, { ...gone('U1a.head', 'U1.head'), desks: {} }), 'U1a');
    expect(found.address).toEqual({ to: 'desk', role: 'citySupervision', district: null });
    expect(found.tried.map(({ link, because }) => `${link} ${because}`)).toEqual([
      'unitHead inactive',
      'parentHead inactive',
      'districtSupervision missing',
      'citySupervision missing',
      'chief missing',
    ]);
  });

  it('of an inactive unit passes over its head', () => {
    expect(escalationAddress(slice({ U1a: { active: false } }), 'U1a').tried).toEqual([
      { link: 'unitHead', of: 'U1a', because: 'inactive' },
    ]);
  });
});

describe('a slice', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(path.join(__dirname, '../../../worker/cities/gy-base', name), 'utf8')) as unknown[];
  const directory = {
    units: read('units.json').map((one) => unitSchema.parse(one)),
    people: read('people.json').map((one) => personSchema.parse(one)),
  };

  it('holds the unit, its parents, the supervision of its district and of the city, and the desks', () => {
    const found = sliceOf(directory, ['U1a'], null);
    expect(Object.keys(found.units).sort()).toEqual(['CHIEF', 'SUP-520103', 'SUP-CITY', 'U1', 'U1a']);
    expect(found.desks).toEqual({
      'districtSupervision:520103': ['district.sup'],
      citySupervision: ['city.sup'],
      chief: ['chief'],
      shiftLeader: ['chief'],
    });
    expect(found.inactivePeople).toEqual([]);
  });

  it('names heads and liaisons who are inactive or unknown', () => {
    const people = directory.people
      .filter((one) => one.id !== 'U1.head')
      .map((one) => (one.id === 'U1a.head' ? { ...one, active: false } : one));
    expect(sliceOf({ ...directory, people }, ['U1a'], null).inactivePeople.sort()).toEqual(['U1.head', 'U1a.head']);
  });

  it('leaves out units it does not know', () => {
    expect(Object.keys(sliceOf(directory, ['nobody'], null).units).sort()).toEqual(['CHIEF', 'SUP-CITY']);
  });
});
