import { issueOn } from './desk';

/** The shipped drawings walked by the reducer: what a drawing promises on paper must happen when an issue lives by it. */
const reply = { did: 'x', when: 'x', evidence: 'x', contact: 'x', legalBasis: 'x', longTermMeasure: 'x', result: 'RESOLVED' };
const putuo = { category: 'posters', district: '520103', street: '520103023' };
const nodesOf = (issue: ReturnType<typeof issueOn>) =>
  issue
    .state()
    .tokens.map((token) => token.node)
    .sort();

function toReply(issue: ReturnType<typeof issueOn>, unit: string) {
  issue.act(`${unit}.liaison`, 'sign');
  issue.act(`${unit}.liaison`, 'contact', { reached: true });
  return issue.act(`${unit}.head`, 'reply', reply);
}

describe('a plain issue in GY-BASE', () => {
  it('goes from verification to closing by the steps of DOMAIN 2.3', () => {
    const issue = issueOn('gy-base', putuo);
    expect(issue.state().facts['grade']).toBe('C');
    expect(issue.act('verifier1', 'verify')).toBe('FIRST_REVIEW');
    expect(issue.act('reviewer1', 'review')).toBe('HANDLING');
    expect(issue.state().assignments.map((share) => share.unit)).toEqual(['普陀路街道办']);
    expect(toReply(issue, '普陀路街道办')).toBe('REPLY_REVIEW');
    expect(issue.act('reviewer2', 'reviewReply', { approve: true })).toBe('CALLBACK');
    expect(issue.act('resident', 'rate', { answer: 'solved', satisfaction: 'satisfied' })).toBe('CLOSED');
  });

  it('goes to the dispatcher when no rule names a unit, and on when the dispatcher does', () => {
    const issue = issueOn('gy-base', { category: 'posters', district: '520103', street: null });
    issue.act('verifier1', 'verify');
    expect(issue.act('reviewer1', 'review')).toBe('ROUTING');
    expect(nodesOf(issue)).toEqual(['dispatch']);
    expect(issue.act('dispatcher1', 'dispatch', { units: ['U1'] })).toBe('HANDLING');
  });

  it('is handled again when the resident says it is not solved, and a second "not" is for supervision', () => {
    const issue = issueOn('gy-base', putuo);
    issue.act('verifier1', 'verify');
    issue.act('reviewer1', 'review');
    toReply(issue, '普陀路街道办');
    issue.act('reviewer2', 'reviewReply', { approve: true });
    expect(issue.act('callback1', 'callBack', { answer: 'partly', satisfaction: 'dissatisfied', reasonable: true })).toBe(
      'REWORK',
    );
    expect(issue.act('district.sup', 'startRework')).toBe('HANDLING');
    expect(issue.act('普陀路街道办.head', 'reply', reply)).toBe('REPLY_REVIEW');
    issue.act('reviewer2', 'reviewReply', { approve: true });
    expect(issue.act('callback1', 'callBack', { answer: 'not' })).toBe('CALLBACK');
    expect(nodesOf(issue)).toEqual(['unsolvedAgain']);
    expect(issue.act('city.sup', 'finalReply', { evidence: 'x', headSignature: 'x' })).toBe('CLOSED');
    expect(issue.state().result).toBe('FINAL_REPLY');
  });
});

describe('an issue in guiyang', () => {
  it('gives what a merged report adds by its place to the unit of that place, beside a media follow-up that takes in nobody', () => {
    const issue = issueOn('guiyang', putuo);
    issue.act('verifier1', 'verify', { facts: { follow: true } });
    issue.act('reviewer1', 'review');
    issue.absorb('T2', { category: 'posters', district: '520102', street: '520102034' });
    issue.absorb('T3', { category: 'posters', district: '520115' });
    // A fourth report from a place whose unit is at work already adds nobody (C09).
    issue.absorb('T4', putuo);
    const joined = issue.state().assignments.filter(({ role, required }) => role === 'joint' && required);
    expect(joined.map(({ unit, node }) => [unit, node])).toEqual([
      ['兰花都街道办', 'handle'],
      ['GA-520115', 'handle'],
    ]);
  });

  it('closes without story or media when nobody asked for them', () => {
    const issue = issueOn('guiyang', putuo);
    issue.act('verifier1', 'verify');
    expect(issue.act('reviewer1', 'review')).toBe('HANDLING');
    expect(nodesOf(issue)).toEqual(['handle', 'met']);
    toReply(issue, '普陀路街道办');
    expect(issue.act('replyreviewer1', 'reviewReply', { approve: true })).toBe('CALLBACK');
    expect(issue.act('resident', 'rate', { answer: 'solved', satisfaction: 'satisfied' })).toBe('CLOSED');
    expect(issue.events).not.toContain('pieceStarted');
    expect(issue.state().tokens).toEqual([]);
  });

  it('is followed by the media beside the handling, which they do not hold up, and ends in a story', () => {
    const issue = issueOn('guiyang', putuo);
    issue.act('verifier1', 'verify');
    issue.act('reviewer1', 'review', { facts: { follow: true } });
    expect(nodesOf(issue)).toEqual(['handle', 'mediaFollow']);
    const required = issue.state().assignments.map((share) => `${share.unit} ${share.required ? 'required' : 'optional'}`);
    expect(required.sort()).toEqual(['RM-520103 optional', 'RMT optional', '普陀路街道办 required']);
    expect(toReply(issue, '普陀路街道办')).toBe('REPLY_REVIEW');
    issue.act('replyreviewer1', 'reviewReply', { approve: true });
    expect(issue.act('resident', 'rate', { answer: 'solved', satisfaction: 'satisfied' })).toBe('CLOSED');
    expect(issue.events.filter((event) => event === 'pieceStarted')).toHaveLength(1);
    // The media go on after closing (onClose: continue); what they send in later moves nothing.
    toReply(issue, 'RMT');
    expect(toReply(issue, 'RM-520103')).toBe('CLOSED');
    expect(issue.state().assignments.map((share) => share.state)).not.toContain('IN_PROGRESS');
    expect(issue.events.filter((event) => event === 'closed')).toHaveLength(1);
  });

  it('is handled anew inside its branch when the reply is sent back', () => {
    const issue = issueOn('guiyang', putuo);
    issue.act('verifier1', 'verify');
    issue.act('reviewer1', 'review');
    toReply(issue, '普陀路街道办');
    expect(issue.act('replyreviewer1', 'reviewReply', { approve: false, defects: 'no photo' })).toBe('HANDLING');
    expect(issue.act('普陀路街道办.head', 'reply', reply)).toBe('REPLY_REVIEW');
  });

  it('of news is an interview of the media centre, and reworked as one', () => {
    const issue = issueOn('guiyang', { category: 'news', district: '520103', street: null });
    issue.act('verifier1', 'verify');
    expect(issue.act('reviewer1', 'review')).toBe('HANDLING');
    expect(nodesOf(issue)).toEqual(['interview', 'met']);
    expect(toReply(issue, 'RMT')).toBe('REPLY_REVIEW');
    issue.act('replyreviewer1', 'reviewReply', { approve: true });
    expect(issue.act('callback1', 'callBack', { answer: 'not' })).toBe('REWORK');
    expect(issue.act('city.sup1', 'startRework')).toBe('HANDLING');
    expect(nodesOf(issue)).toEqual(['interview', 'met']);
  });
});
