import { end, flow, node, outcome, start, task } from '../flow/small-flow';
import { issueOnDrawing } from './on-drawing';

/** Accepted by a first review, then exposed, then looked at; `again` begins another cycle and exposes anew. */
const drawing = flow(
  [
    start,
    node('review', 'task', { roles: ['firstReviewer'], outcomes: [outcome('yes', { marks: [{ do: 'startPromise' }] })] }),
    task('look', ['on']),
    node('expose', 'publish', { channels: ['site'], exposes: true }),
    node('after', 'task', {
      roles: ['verifier'],
      outcomes: [outcome('again', { marks: [{ do: 'startCycle' }] }), outcome('done')],
    }),
    node('unexposed', 'end', { stage: 'REFERRED_OUT' }),
    end,
  ],
  [
    ...['start > review', 'review.yes > look', 'look.on > expose', 'expose.started > after', 'expose.refused > unexposed'],
    ...['after.again > expose', 'after.done > end'],
  ],
);
const choose = (at: string, way: string) => ({ node: at, outcome: way, form: {} });

function issueAt(place: 'review' | 'look' | 'expose', facts: Parameters<typeof issueOnDrawing>[1] = {}) {
  const issue = issueOnDrawing(drawing, facts);
  if (place !== 'review') issue.give('reviewer1', 'choose', choose('review', 'yes'));
  if (place === 'expose') issue.give('verifier1', 'choose', choose('look', 'on'));
  return issue;
}
const placeOf = (issue: ReturnType<typeof issueAt>) => issue.state().tokens[0]?.node ?? issue.state().stage;

describe('exposing a matter (DOMAIN 4 #26)', () => {
  it('waits at the step that exposes for supervision, and begins no story before', () => {
    const issue = issueAt('expose');
    expect(issue.record().dispatches).toEqual([]);
    expect(issue.record().view.waiting).toMatchObject([
      { kind: 'exposure', node: 'expose', roles: ['citySupervision', 'chief'], commands: ['decideExposure'] },
    ]);
  });

  it('is approved by city supervision or the chief, and by nobody else', () => {
    const issue = issueAt('expose');
    for (const by of ['verifier1', 'district.sup', 'editorA', 'U1.head'])
      expect(issue.give(by, 'decideExposure', { approve: true })).toBe('FORBIDDEN');
    issue.give('chief', 'decideExposure', { approve: true });
    expect(placeOf(issue)).toBe('after');
    expect(issue.record().dispatches).toMatchObject([{ kind: 'startPiece', exposes: true, channels: ['site'] }]);
  });

  it('goes the other way when it is refused, with a reason', () => {
    const issue = issueAt('expose');
    expect(issue.give('city.sup', 'decideExposure', { approve: false })).toBe('INVALID_INPUT');
    expect(issue.give('city.sup', 'decideExposure', { approve: false, remark: '整改中' })).toBe('REFERRED_OUT');
    expect(issue.state().followUps).toEqual([]);
  });

  it('may be asked for beforehand by the media; then the step does not wait', () => {
    const issue = issueAt('look');
    issue.give('editorA', 'requestExposure', { reason: '久拖' });
    expect(issue.give('editorB', 'requestExposure', { reason: '久拖' })).toBe('NOT_ALLOWED_IN_STATE');
    issue.give('city.sup', 'decideExposure', { approve: true });
    expect(issue.record().notices).toMatchObject([{ template: 'exposureDecided', address: { to: 'person', person: 'editorA' } }]);
    issue.give('verifier1', 'choose', choose('look', 'on'));
    expect(placeOf(issue)).toBe('after');
  });

  it('is asked for by nobody but the media, and not before the issue is accepted', () => {
    expect(issueAt('look').give('U1.head', 'requestExposure', { reason: 'r' })).toBe('FORBIDDEN');
    expect(issueAt('review').give('editorA', 'requestExposure', { reason: 'r' })).toBe('NOT_ALLOWED_IN_STATE');
  });

  it('is closed to a tip-off', () => {
    const facts = { accused: ['U2'] };
    expect(issueAt('look', facts).give('editorA', 'requestExposure', { reason: 'r' })).toBe('NOT_ALLOWED_IN_STATE');
    expect(issueAt('expose', facts).state().stage).toBe('REFERRED_OUT');
  });

  it('is approved anew in another cycle: the facts have changed', () => {
    const issue = issueAt('expose');
    issue.give('city.sup', 'decideExposure', { approve: true });
    issue.give('verifier1', 'choose', choose('after', 'again'));
    expect(placeOf(issue)).toBe('expose');
    expect(issue.state().exposure).toMatchObject({ cycle: 2, decision: null, by: 'system' });
  });

  it('has nothing to decide where nobody asks', () => {
    expect(issueAt('look').give('city.sup', 'decideExposure', { approve: true })).toBe('NOT_ALLOWED_IN_STATE');
  });
});
