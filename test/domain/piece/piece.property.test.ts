import fc from 'fast-check';
import { allowedPieceCommands, pieceCommandNames, type PieceCommandName } from '#domain';
import { actorOf, aStory, pieceOn, type Played } from './desk';

const people = ['A', 'B', 'C', 'D', 'E', 'reporter1', 'city.sup'];
const bodies = ['甲', '乙', '电话13985012345'];

/** Fields for any command; `n` chooses among them. */
const dataFor = (name: PieceCommandName, n: number): object => {
  const story = { ...aStory, body: bodies[n % bodies.length] };
  const given: Partial<Record<PieceCommandName, object>> = {
    ...{ write: story, correct: { ...story, note: '更正' }, review: { approve: true }, proof: { pass: true } },
    ...{ sendBack: { remark: 'x' }, standBy: { reason: 'x' }, withdrawPiece: { reason: 'x' } },
    claimStep: { work: n % 2 === 0 ? 'review' : 'proof' },
    releaseStep: { work: n % 2 === 0 ? 'review' : 'proof' },
    schedule: { at: '2026-03-02T15:00:00+08:00' },
  };
  return given[name] ?? {};
};

/** Anybody tries anything; or, more often, does something that is open to them, seldom undoing what others did. */
const undoing: PieceCommandName[] = ['write', 'correct', 'sendBack', 'withdrawPiece', 'standBy', 'claimStep'];
const names = pieceCommandNames.filter((name) => name !== 'withdrawPiece');
const step = fc.record({ who: fc.constantFrom(...people), guided: fc.integer({ min: 0, max: 9 }), n: fc.nat(1000) });
const steps = fc.array(step, { minLength: 30, maxLength: 150 });

function take(piece: Played, { who, guided, n }: { who: string; guided: number; n: number }): void {
  const open = allowedPieceCommands(piece.state(), actorOf(who)).filter((name) => name !== 'withdrawPiece');
  const forward = open.filter((name) => !undoing.includes(name));
  const from =
    guided === 0 ? names : guided < 8 && forward.length > 0 ? forward : n % 8 === 0 || !piece.state().content ? open : [];
  const name = from[n % from.length];
  if (name !== undefined) piece.act(who, name, { ...dataFor(name, n) });
}

describe('no sequence of commands', () => {
  it('makes anything public without three reviewers, none the author or a proof-reader, and six signatures on its very text', () => {
    let out = 0;
    fc.assert(
      fc.property(steps, (given) => {
        const piece = pieceOn();
        for (const one of given) {
          const before = piece.state();
          take(piece, one);
          const { live } = piece.state();
          if (live === null || live.version === before.live?.version) continue;
          out += 1;
          const { reporter, editor, reviewer2, reviewer3, proofreaders } = live.byline;
          const reviewers = new Set([editor, reviewer2, reviewer3]);
          expect(reviewers.size).toBe(3);
          expect([reporter, ...proofreaders].some((id) => reviewers.has(id))).toBe(false);
          expect(before.signatures.map(({ step, hash }) => [step, hash]).sort()).toEqual(
            ['P1', 'P2', 'P3', 'R1', 'R2', 'R3'].map((step) => [step, live.hash]),
          );
          expect(live.content.body).not.toContain('13985012345');
        }
      }),
      { numRuns: 400, seed: 20260302 },
    );
    expect(out).toBeGreaterThan(20);
  });

  it('leaves a piece that is not over without somebody whose turn it is, or the public', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const piece = pieceOn();
        for (const one of given) take(piece, one);
        const { final, stage, clocks } = piece.state();
        const resting = ['DRAFT', 'SIGNED', 'SCHEDULED', 'PUBLISHED', 'CORRECTED'].includes(stage);
        const ready = stage === 'R3' && piece.state().signatures.length === 6;
        expect(final || resting || ready || clocks.length === 1).toBe(true);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
