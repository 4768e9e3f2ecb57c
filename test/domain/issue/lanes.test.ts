import { end, flow, node, start } from '../flow/small-flow';
import { issueOnDrawing } from './on-drawing';

/** One issue in three lanes at once: a unit, a volunteer team and a merchant, met by a join (DESIGN 5, DOMAIN 2.9). */
function lanes(wait: unknown, optional = false) {
  const branch = optional ? ' optional' : '';
  const mode = optional ? { required: false } : {};
  const drawing = flow(
    [
      start,
      node('together', 'fork'),
      node('handle', 'assign', { stage: 'HANDLING' }),
      node('volunteer', 'offer', { to: 'volunteer', teamsFact: 'teams', ...mode }),
      node('merchant', 'offer', { to: 'merchant', teamsFact: 'shops', ...mode }),
      node('met', 'join', { wait }),
      end,
    ],
    [
      'start > together',
      'together > handle',
      `together > volunteer${branch}`,
      `together > merchant${branch}`,
      'handle.replied > met',
      'handle.returned > met',
      'volunteer.served > met',
      'volunteer.expired > met',
      'merchant.served > met',
      'merchant.expired > met',
      'merchant.disputed > met',
      'met > end',
    ],
    { facts: ['teams', 'shops'].map((id) => ({ id, label: { zh: id, en: id } })) },
  );
  return issueOnDrawing(drawing, { units: ['U1'], teams: ['百事通', '戎耀西秀'], shops: ['爽贵阳'] });
}

const reply = { did: 'd', when: 'w', evidence: 'e', contact: 'c', legalBasis: 'l', longTermMeasure: 'm' };

function served(issue: ReturnType<typeof lanes>): string {
  issue.give('百事通.head', 'claim');
  issue.give('百事通.head', 'start');
  issue.give('百事通.head', 'complete', { hours: 1 });
  return issue.give('citizen', 'rate', { answer: 'solved', satisfaction: 'satisfied', order: 'o1' });
}

function sold(issue: ReturnType<typeof lanes>): string {
  issue.give('爽贵阳.head', 'quote', { amount: 1 });
  issue.give('citizen', 'agree', { consent: true });
  issue.give('爽贵阳.head', 'start');
  issue.give('爽贵阳.head', 'complete');
  return issue.give('citizen', 'rate', { answer: 'solved', satisfaction: 'satisfied', order: 'o2' });
}

describe('an issue in several lanes at once', () => {
  it('waits for all of them', () => {
    const issue = lanes('all');
    expect(issue.orders()).toEqual({ volunteer: 'POSTED', merchant: 'OFFERED' });
    expect(issue.state().assignments.map(({ unit, state }) => [unit, state])).toEqual([['U1', 'DISPATCHED']]);
    expect(served(issue)).toBe('HANDLING');
    expect(issue.give('U1.head', 'reply', reply)).toBe('HANDLING');
    expect(sold(issue)).toBe('CLOSED');
    expect(issue.state().tokens).toEqual([]);
  });

  it('goes on with the first, and takes what nobody waits for any more back from whoever has it', () => {
    const issue = lanes('any');
    issue.give('百事通.head', 'claim');
    expect(issue.give('U1.head', 'reply', reply)).toBe('CLOSED');
    expect(issue.orders()).toEqual({ volunteer: 'CANCELLED', merchant: 'CANCELLED' });
    expect(issue.give('百事通.head', 'start')).toBe('NOT_ALLOWED_IN_STATE');
    expect(issue.state().clocks.filter(({ id, status }) => id.startsWith('o') && status === 'running')).toEqual([]);
  });

  it('goes on with two of three', () => {
    const issue = lanes(2);
    expect(sold(issue)).toBe('HANDLING');
    expect(served(issue)).toBe('CLOSED');
    expect(issue.state().assignments.map(({ state }) => state)).toEqual(['CANCELLED']);
  });

  it('does not wait for optional orders, which go on after it has closed', () => {
    const issue = lanes('required', true);
    issue.give('百事通.head', 'claim');
    expect(issue.give('U1.head', 'reply', reply)).toBe('CLOSED');
    expect(issue.orders()).toEqual({ volunteer: 'CLAIMED', merchant: 'OFFERED' });
    issue.give('百事通.head', 'start');
    issue.give('百事通.head', 'complete', { hours: 2 });
    expect(issue.give('citizen', 'rate', { answer: 'solved', satisfaction: 'fair', order: 'o1' })).toBe('CLOSED');
    expect(issue.state().orders[0]).toMatchObject({ state: 'RATED', hoursAdded: [{ volunteer: '百事通.head', hours: 2 }] });
    expect(issue.state()).toMatchObject({ answer: null, stage: 'CLOSED' });
  });
});
