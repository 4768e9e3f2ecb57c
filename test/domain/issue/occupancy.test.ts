import { occupancyOf, wayOf } from '../../../workflows/domain/issue/occupancy';
import type { IssueEvent, IssueState } from '../../../workflows/domain/issue/state';

const name = { zh: '步', en: 'step' };
const position = { x: 0, y: 0 };
const node = (id: string) => ({ kind: 'start' as const, id, name, position });
const stand = (at: string, since: string, dueAt: string | null = null) => ({ node: at, since, visit: 1, dueAt });
const now = '2026-05-06T12:00:00.000Z';
const at = (hour: string): string => `2026-05-06T${hour}:00:00.000Z`;

describe('running issues over a drawing', () => {
  const flow = { nodes: [node('verify'), node('handle'), node('check')] };

  it('counts an issue once a step, the late ones, and how long half of them have stood there', () => {
    const found = occupancyOf(
      flow,
      [
        // One hour at handling, not due yet.
        [stand('handle', at('11'), at('13'))],
        // Three hours there by one token and four by another: one issue, four hours; one of the two is past its due.
        [stand('handle', at('09'), at('10')), stand('handle', at('08'))],
        // Six hours; due at this very moment is in time (DOMAIN R10).
        [stand('handle', at('06'), now), stand('verify', at('11'))],
        // Inside of a called drawing: seen at the step that calls.
        [stand('check.look', at('10'), at('11'))],
        // At a step that this drawing has not: it runs, and is seen nowhere.
        [stand('gone', at('01'))],
      ],
      now,
    );
    const hour = 3_600_000;
    expect(found).toEqual({
      running: 5,
      overdue: 2,
      nodes: [
        { node: 'verify', running: 1, overdue: 0, medianMs: hour, longestMs: hour },
        // 1, 4 and 6 hours.
        { node: 'handle', running: 3, overdue: 1, medianMs: 4 * hour, longestMs: 6 * hour },
        { node: 'check', running: 1, overdue: 1, medianMs: 2 * hour, longestMs: 2 * hour },
      ],
    });
  });

  it('takes the lower middle of an even number, and says nothing of empty steps', () => {
    const { nodes } = occupancyOf(flow, [[stand('verify', at('11'))], [stand('verify', at('07'))]], now);
    expect(nodes).toEqual([{ node: 'verify', running: 2, overdue: 0, medianMs: 3_600_000, longestMs: 5 * 3_600_000 }]);
  });
});

describe('the way of one issue', () => {
  const flow = {
    nodes: [node('verify'), node('review'), node('handle'), node('reject')],
    edges: [
      { id: 'ok', from: 'verify', to: 'review', outcome: 'pass' },
      { id: 'no', from: 'verify', to: 'reject', outcome: 'reject' },
      { id: 'on', from: 'review', to: 'handle', outcome: 'pass' },
      { id: 'again', from: 'review', to: 'verify', outcome: 'unclear' },
    ],
  };
  const state = {
    counters: { 'visit.verify': 2, 'visit.review': 1, q: 7 },
    tokens: [{ id: 't1', node: 'verify', since: at('10'), visit: 2, branches: [], trail: [{ node: 'verify', outcome: 'pass' }] }],
  } as unknown as IssueState;
  const sent = { type: 'sentBack', at: at('10'), by: 'reviewer1', node: 'review', data: { to: 'verify', remark: '…' } };

  it('says how often it came where, where it stands, what it went along and what was sent back', () => {
    expect(wayOf(flow, state, [sent as unknown as IssueEvent])).toEqual({
      visits: [
        { node: 'verify', times: 2 },
        { node: 'review', times: 1 },
      ],
      stands: ['verify'],
      // `again` too: both ends were visited, and nothing tells how review was left.
      edges: ['ok', 'again'],
      sentBack: [{ from: 'review', to: 'verify', at: at('10') }],
    });
  });
});
