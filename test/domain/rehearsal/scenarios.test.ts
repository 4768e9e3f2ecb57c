import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { playScenario, readScenario, timelineOf, type City } from '../../../workflows/domain/rehearsal';
import { cityOf } from '../../support/cities';
import { directoryOf, releaseOf } from '../flow/city';

const folder = path.join(__dirname, '../../scenarios');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const city: City = { content: releaseOf('gy-base'), ...directoryOf('gy-base') };
/** Each release is compiled once for all its scenarios. */
const cities = new Map([['GY-BASE', city]]);

function cityNamed(release: string, others: readonly string[] = []): City {
  const key = [release, ...others].join();
  const held = cities.get(key) ?? cityOf(release, others);
  cities.set(key, held);
  return held;
}

function read(file: string) {
  const result = readScenario(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  if (!result.ok) throw new Error(`${file}: ${JSON.stringify(result.faults)}`);
  return result.scenario;
}

describe('the scenarios, in virtual time', () => {
  it.each(files)('%s holds', (file) => {
    const scenario = read(file);
    const played = playScenario(scenario, cityNamed(scenario.release, scenario.releases));
    expect(played.ok ? played.differences : played.faults).toEqual([]);
  });

  it('are at least 25', () => expect(files.length).toBeGreaterThanOrEqual(25));

  it('play twice to the same timeline', () => {
    const twice = [1, 2].map(() => playScenario(read('merge-districts.json'), city));
    const [first, second] = twice.map((played) => (played.ok ? timelineOf(played) : null));
    expect(first).toEqual(second);
    expect(first?.length).toBeGreaterThan(10);
  });
});

describe('a scenario that is wrong', () => {
  const base = { id: 'x', title: 'x', start: '2026-11-23T09:00' };
  const faultsOf = (more: object) => {
    const result = readScenario({ ...base, ...more });
    if (!result.ok) return result.faults;
    const played = playScenario(result.scenario, city);
    return played.ok ? [] : played.faults;
  };

  it.each([
    [{ steps: [{ by: 'U1.head', do: 'answer' }] }, 'steps[0].do'],
    [{ colour: 'red' }, 'colour'],
    [{ start: 'tomorrow' }, 'start'],
    [{ intake: {}, steps: [{ by: 'nobody', do: 'sign' }] }, 'steps[0].by'],
    [{ intake: {}, steps: [{ at: '2026-11-20T09:00' }] }, 'steps[0].at'],
    [{ intake: {}, steps: [{ after: '3 weeks' }] }, 'steps[0].after'],
    [{ intake: {}, steps: [{ issue: 'b', by: 'U1.head', do: 'sign' }] }, 'steps[0].issue'],
    [{ intake: {}, steps: [{ by: 'dispatcher1', do: 'dispatch', with: { units: ['U9'] } }] }, 'steps[0].with'],
    [{ start: '2026-02-30T09:00' }, 'start'],
    [{ start: '2026-11-23' }, 'start'],
    [{ intake: { unit: 'U9' } }, 'intake'],
    [{ intake: { colour: 'red' } }, 'intake.colour'],
    [{ intake: {}, steps: [{ by: 'U1.head', do: 'sign', with: { assigment: 'U1' } }] }, 'steps[0].with.assigment'],
    [{ intake: {}, steps: [{ by: 'city.sup', do: 'migrate' }] }, 'steps[0].with.release'],
    [{ intake: {}, steps: [{ at: '2026-11-24T09:00', with: { accept: true } }] }, 'steps[0]'],
    [{ intake: {}, steps: [{ at: '2026-11-24T09:00', expect: { refused: 'FORBIDDEN' } }] }, 'steps[0]'],
    [{ intake: {}, steps: [{ importCalendar: { year: 2027, off: ['2028-01-01'] } }] }, 'steps[0].importCalendar'],
    [{ directory: { units: [{ code: 'U50' }] } }, 'directory.units[0].name'],
    [{ intake: {}, expect: { events: ['signd'] } }, 'expect.events[0]'],
    [{ intake: {}, expect: { absent: { cards: [{ unit: 'U9' }] } } }, 'expect.cards[0]'],
    [{ intake: {}, expect: { dues: [{ clock: 'U1.repply', dueAt: null }] } }, 'expect.dues[0]'],
    [{ intake: {}, expect: { notices: [{ to: 'U1.boss' }] } }, 'expect.notices[0]'],
    [{ intake: {}, expect: { events: [{ type: 'signed', node: 'nowhere' }] } }, 'expect.events[0]'],
    [{ intake: {}, expect: { issues: { b: { state: 'CLOSED' } } } }, 'expect.issues'],
    [{ intake: {}, expect: { allowed: { bob: [] } } }, 'expect.allowed'],
  ])('says where: %j', (more, at) => {
    expect(faultsOf(more).map((fault) => fault.path)).toContain(at);
  });

  it('guesses what a misspelt name was meant to be', () => {
    const [fault] = faultsOf({ intake: {}, steps: [{ by: 'U1.head', do: 'sgn' }] });
    expect(fault).toEqual({ path: 'steps[0].do', message: '"sgn" is unknown; did you mean sign?' });
  });

  it('fails when what it expects does not happen', () => {
    const result = readScenario({ ...base, intake: { unit: 'U1' }, expect: { state: 'CLOSED', cards: [{ colour: 'red' }] } });
    const played = result.ok ? playScenario(result.scenario, city) : null;
    expect(played?.ok && played.differences.map((one) => one.path)).toEqual(['expect.state', 'expect.cards']);
  });
});
