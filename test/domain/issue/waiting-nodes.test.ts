import { end, flow, node, start } from '../flow/small-flow';
import { issueOnDrawing } from './on-drawing';

describe('a whistle of the drawing', () => {
  const drawing = flow(
    [start, node('blow', 'whistle', { whistle: 'daily' }), node('back', 'end', { stage: 'REFERRED_OUT' }), end],
    ['start > blow', 'blow.replied > end', 'blow.returned > back'],
  );

  it('calls its units, is theirs to report in to, and the chief’s to end', () => {
    const issue = issueOnDrawing(drawing, { units: ['U1', 'U2'] });
    expect(issue.state().whistles).toMatchObject([{ kind: 'daily', state: 'BLOWN', called: [{ unit: 'U1' }, { unit: 'U2' }] }]);
    issue.give('U1.liaison', 'reportIn', { place: '现场' });
    issue.give('U2.liaison', 'reportIn', { place: '现场' });
    expect(issue.state().whistles[0]?.state).toBe('WORKING');
    expect(issue.give('U1.head', 'endWhistle')).toBe('FORBIDDEN');
    expect(issue.give('chief', 'endWhistle')).toBe('CLOSED');
  });

  it('never calls the unit that is accused: supervision of the next level is called in its stead', () => {
    const issue = issueOnDrawing(drawing, { units: ['U1', 'U2'], accused: ['U1'] });
    expect(issue.state().whistles[0]?.called.map(({ unit }) => unit)).toEqual(['SUP-520103', 'U2']);
  });

  it('goes another way when there is nobody to call', () => {
    expect(issueOnDrawing(drawing, { units: [] }).state().stage).toBe('REFERRED_OUT');
    expect(issueOnDrawing(drawing, { units: ['nowhere'] }).state().whistles).toEqual([]);
  });
});

describe('waiting for a date', () => {
  const drawing = flow(
    [start, node('until', 'wait', { until: { kind: 'date', fact: 'appointment' } }), end],
    ['start > until', 'until.expired > end'],
  );

  it('lasts to the instant that the fact holds, to the second', () => {
    const issue = issueOnDrawing(drawing, { appointment: '2026-11-25T07:00:30.000Z' });
    expect(issue.state().closedAt).toBeNull();
    expect(issue.tick()).toBe('2026-11-25T07:00:30.000Z');
    expect(issue.state()).toMatchObject({ stage: 'CLOSED', closedAt: '2026-11-25T07:00:31.000Z' });
  });

  it.each([[{ appointment: '2026-11-20T07:00:00.000Z' }], [{}], [{ appointment: 'soon' }]])('does not wait for %j', (facts) => {
    expect(issueOnDrawing(drawing, facts).state().stage).toBe('CLOSED');
  });
});
