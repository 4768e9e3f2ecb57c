import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { cityDocument } from '../../support/cities';
import { guardsIn } from '../../mutation/guards';
import { mutated, policyMutations, sameAt } from '../../mutation/numbers';

const policy = cityDocument('gy-base', 'policy') as { bounce: { max: number }; ladders: { reply: { rungs: { key: string }[] } } };
const all = policyMutations('GY-BASE', policy);
const named = (id: string) => all.find((one) => one.id === id)!;

describe('the mutations of a policy', () => {
  it('are each number one more and one less, and each rung gone', () => {
    expect(all.filter(({ at }) => at === 'bounce.max').map(({ to }) => to)).toEqual([4, 2]);
    expect(all.filter(({ at }) => at.startsWith('ladders.reply.rungs')).map(({ what }) => what)).toEqual([
      ...['-1 → 0', '-1 → -2', '0 → 1', '0 → -1', '2 → 3', '2 → 1', '3 → 4', '3 → 2'],
      ...['remind removed', 'yellow removed', 'red removed', 'whistle removed'],
    ]);
    expect(all.some(({ at }) => at === 'format')).toBe(false);
  });

  it('change one place of a copy', () => {
    expect((mutated(policy, named('GY-BASE bounce.max 3 → 4')) as typeof policy).bounce.max).toBe(4);
    const less = mutated(policy, named('GY-BASE ladders.reply.rungs.2 red removed')) as typeof policy;
    expect(less.ladders.reply.rungs.map(({ key }) => key)).toEqual(['remind', 'yellow', 'whistle']);
    expect([policy.bounce.max, policy.ladders.reply.rungs.length]).toEqual([3, 4]);
  });

  it('are another city’s too where its policy says the same', () => {
    const other = mutated(policy, named('GY-BASE bounce.max 3 → 4'));
    expect(sameAt(other, policy, named('GY-BASE bounce.max 3 → 4'))).toBe(false);
    expect(sameAt(other, policy, named('GY-BASE rework.max 2 → 3'))).toBe(true);
  });
});

describe('the guards of a file', () => {
  it('are the conditions on which it refuses, whichever way they are written', () => {
    const text = `
      export function act(step) {
        if (step.over) return refuse('NOT_ALLOWED_IN_STATE', 'over');
        const no = allowed(step);
        if (no) return no;
        if (step.fine) return null;
        return step.late ? refuse('CLOSED', 'late') : null;
      }
      const may = (step) => { if (step.mine) return null; return refuse('FORBIDDEN', 'not yours'); };`;
    expect(guardsIn('x.ts', text).map(({ text: said, within, refusesWhen }) => [within, said, refusesWhen])).toEqual([
      ['act', 'step.over', true],
      ['act', 'no', true],
      ['act', 'step.fine', false],
      ['act', 'step.late', true],
      ['may', 'step.mine', false],
    ]);
  });
});

describe('npm run mutate', () => {
  it('finds a number, a rung and a guard of the shipped rules by the scenarios', async () => {
    const root = path.resolve(__dirname, '../../..');
    const args = ['worker/bootstrap.mjs', 'test/mutation/run.ts', '--sample', '--json'];
    const { stdout: said } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 1e8 });
    const { mutations } = JSON.parse(said) as {
      mutations: { family: string; outcome: string; by: string | null; file: string }[];
    };
    expect(mutations.map(({ family, outcome }) => [family, outcome])).toEqual([
      ['number', 'killed'],
      ['rung', 'killed'],
      ['guard', 'killed'],
    ]);
    expect(mutations.map(({ by }) => by)).not.toContain(null);
  }, 180_000);
});
