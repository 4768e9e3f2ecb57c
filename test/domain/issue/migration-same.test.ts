import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { clockPolicies, draftMapping, dryMigration, type IssueState, nextWake, turnNow } from '../../../workflows/domain/issue';
import { type City, playScenario, readScenario } from '../../../workflows/domain/rehearsal';
import { directoryOf, releaseOf } from '../flow/city';

/**
 * Wherever an issue of any scenario stands, a release that says the same but for its name changes nothing for it: no due, no rung, no
 * card, no notice, whatever becomes of clocks. What the reckoning adds by itself would show here.
 */
const folder = path.join(__dirname, '../../scenarios');
const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.startsWith('migrate-'));
const city: City = {
  content: releaseOf('gy-base'),
  ...directoryOf('gy-base'),
  others: { same: { ...releaseOf('gy-base'), name: { zh: '同文', en: 'the same' } } },
};

describe('a migration to a release that says the same', () => {
  let looked = 0;
  it.each(files)('changes nothing in %s', (file) => {
    const read = readScenario(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    if (read.scenario.release !== 'GY-BASE') return;
    const states = new Set<IssueState>();
    const played = playScenario(read.scenario, city, {
      onStep: (_i, issues) => {
        for (const { state } of issues.values()) states.add(state);
      },
    });
    if (!played.ok) throw new Error(JSON.stringify(played.faults));
    const { desk, others } = played.setting;
    const next = others.get('same')!.desk.plan;
    const steps = Object.fromEntries(draftMapping(desk.plan.flow, next.flow).map(({ from, to }) => [from, to]));
    for (const state of [...states].filter(({ closedAt, final }) => closedAt === null && !final)) {
      for (const clocks of clockPolicies) {
        const actor = { id: 's', roles: ['citySupervision' as const], unit: null, district: null };
        const data = { release: next.hash, steps, clocks, reason: 'r' };
        const command = { id: 'same', name: 'migrate' as const, at: state.at, actor, data };
        const seen = dryMigration(desk, state, command);
        if (!seen.ok) throw new Error(seen.refusal.message);
        expect([seen.clocks, seen.notices, seen.toReview]).toEqual([[], [], []]);
        const turn = turnNow(desk, state, { kind: 'command', command }, () => {
          throw new Error('asks nothing');
        });
        if (!turn.ok) throw new Error(turn.refusal.message);
        const { release, seq: _seq, hash: _hash, recentCommands: _known, at: _at, ...after } = turn.state;
        expect({ ...state, ...after }).toEqual({ ...state });
        expect([release, nextWake(turn.state)]).toEqual([next.hash, nextWake(state)]);
        looked += 1;
      }
    }
  });

  it('was looked at in hundreds of places', () => expect(looked).toBeGreaterThan(500));
});
