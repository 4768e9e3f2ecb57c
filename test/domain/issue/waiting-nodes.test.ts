import { end, flow, node, start, task } from '../flow/small-flow';
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

describe('waiting for word from outside', () => {
  const drawing = flow(
    [
      start,
      node('await', 'wait', {
        until: { kind: 'message', name: 'permit', window: 'needInfo', from: 'permits', takes: ['permitNo'] },
      }),
      node('late', 'end', { stage: 'REFERRED_OUT' }),
      end,
    ],
    ['start > await', 'await.arrived > end', 'await.expired > late'],
  );

  it('lasts until the system that is drawn has said it, with the facts that are drawn', () => {
    const issue = issueOnDrawing(drawing, {});
    expect(issue.record().view.waiting).toMatchObject([{ kind: 'message', node: 'await', commands: ['receiveMessage'] }]);
    expect(issue.give('sender:other', 'receiveMessage', { message: 'permit' })).toBe('FORBIDDEN');
    expect(issue.give('U1.head', 'receiveMessage', { message: 'permit' })).toBe('FORBIDDEN');
    expect(issue.give('sender:permits', 'receiveMessage', { message: 'parcel' })).toBe('NOT_ALLOWED_IN_STATE');
    expect(issue.give('sender:permits', 'receiveMessage', { message: 'permit', facts: { grade: 'A' } })).toBe('INVALID_INPUT');
    expect(issue.give('sender:permits', 'receiveMessage', { message: 'permit', facts: { permitNo: 'P-7' } })).toBe('CLOSED');
    expect(issue.state().facts['permitNo']).toBe('P-7');
    expect(issue.record().events.map(({ type }) => type)).toEqual(['messageReceived', 'closed']);
  });

  it('may be ended by the desk for that system', () => {
    expect(issueOnDrawing(drawing, {}).give('dispatcher1', 'receiveMessage', { message: 'permit' })).toBe('CLOSED');
  });

  it('is over at the end of its window: ten natural days from Monday 23 November are 24:00 of 3 December', () => {
    const issue = issueOnDrawing(drawing, {});
    expect(issue.tick()).toBe('2026-12-03T16:00:00.000Z');
    expect(issue.state().stage).toBe('REFERRED_OUT');
  });
});

describe('a call of another system', () => {
  const drawing = flow(
    [
      start,
      node('ask', 'call', { endpoint: 'cloud', window: 'needInfo', sends: ['category', 'depth'], takes: ['depth'] }),
      task('look', ['again', 'done']),
      node('late', 'end', { stage: 'REFERRED_OUT' }),
      end,
    ],
    ['start > ask', 'ask.answered > look', 'ask.expired > late', 'look.again > ask', 'look.done > end'],
  );
  const choose = (outcome: string) => ({ node: 'look', outcome, form: {} });

  it('leaves with the facts that are drawn and no others', () => {
    const issue = issueOnDrawing(drawing, { category: 'road', street: '520103023' });
    expect(issue.record().dispatches).toEqual([
      {
        ...{ key: 'I1:call1', kind: 'callOut', issue: 'I1', call: 'call1', endpoint: 'cloud', node: 'ask' },
        ...{ facts: { category: 'road', depth: null }, at: '2026-11-23T02:01:00.000Z' },
      },
    ]);
    expect(issue.record().events.at(-1)).toMatchObject({ type: 'calledOut', data: { call: 'call1', endpoint: 'cloud' } });
  });

  it('is answered by that system, and a late answer to an earlier call is not taken for this one', () => {
    const issue = issueOnDrawing(drawing, {});
    issue.give('sender:cloud', 'receiveMessage', { message: 'cloud', call: 'call1', facts: { depth: 3 } });
    expect(issue.state().tokens[0]?.node).toBe('look');
    issue.give('verifier1', 'choose', choose('again'));
    expect(issue.record().dispatches).toMatchObject([{ call: 'call2', facts: { depth: 3 } }]);
    expect(issue.give('sender:cloud', 'receiveMessage', { message: 'cloud', call: 'call1' })).toBe('NOT_ALLOWED_IN_STATE');
    issue.give('sender:cloud', 'receiveMessage', { message: 'cloud', call: 'call2' });
    expect(issue.state().tokens[0]?.node).toBe('look');
    expect(issue.give('verifier1', 'choose', choose('done'))).toBe('CLOSED');
  });
});

describe('a sub-flow', () => {
  const inner = flow(
    [
      start,
      task('look', ['good', 'bad']),
      node('seen', 'end', { stage: 'CLOSED' }),
      node('dropped', 'end', { stage: 'REJECTED' }),
    ],
    ['start > look', 'look.good > seen', 'look.bad > dropped'],
    { id: 'looks' },
  );
  const drawing = flow(
    [
      start,
      task('first', ['on'], { stage: 'VERIFYING' }),
      node('check', 'call', { flow: 'looks', ends: ['seen', 'dropped'] }),
      node('refused', 'end', { stage: 'REJECTED' }),
      end,
    ],
    ['start > first', 'first.on > check', 'check.seen > end', 'check.dropped > refused'],
  );
  const choose = (at: string, outcome: string) => ({ node: at, outcome, form: {} });

  it.each([
    ['good', 'CLOSED'],
    ['bad', 'REJECTED'],
  ])('is lived through like any other steps: %s leads to %s', (outcome, stage) => {
    const issue = issueOnDrawing(drawing, {}, [inner]);
    issue.give('verifier1', 'choose', choose('first', 'on'));
    expect(issue.record().view.waiting).toMatchObject([{ kind: 'task', node: 'check.look', roles: ['verifier'] }]);
    expect(issue.state().stage).toBe('VERIFYING');
    expect(issue.give('verifier1', 'choose', choose('check.look', outcome))).toBe(stage);
  });
});
