import type { AssignmentView, IssueView, Unit } from '#domain';
import { branchOf, owedBy } from '../../designer/units/owed';

const unit = (code: string, parent: string | null) => ({ code, parent }) as Unit;

const share = (id: string, of: string, state: AssignmentView['state'], dues: Partial<AssignmentView> = {}) =>
  ({
    id,
    unit: of,
    state,
    signDue: null,
    contactDue: null,
    replyDue: null,
    replyPaused: false,
    replyPending: false,
    ...dues,
  }) as AssignmentView;

const issue = (no: string, ...assignments: AssignmentView[]) => ({ no, assignments }) as unknown as IssueView;

describe('what a unit owes', () => {
  it('is its own and that of every unit below it', () => {
    const units = [unit('U1', null), unit('U1a', 'U1'), unit('U1b', 'U1'), unit('U1aa', 'U1a'), unit('U2', null)];
    expect([...branchOf('U1', units)].sort()).toEqual(['U1', 'U1a', 'U1aa', 'U1b']);
  });

  it('names the first unfinished duty with its due', () => {
    const dues = { signDue: '2026-11-23T09:00:00Z', contactDue: '2026-11-24T09:00:00Z', replyDue: '2026-11-27T09:00:00Z' };
    const { open } = owedBy(new Set(['U1']), [
      issue('1', share('a', 'U1', 'CONTACTED', dues)),
      issue('2', share('b', 'U1', 'SIGNED', dues)),
      issue('3', share('c', 'U1', 'DISPATCHED', dues)),
    ]);
    expect(open.map(({ next, dueAt }) => [next, dueAt])).toEqual([
      ['sign', dues.signDue],
      ['contact', dues.contactDue],
      ['reply', dues.replyDue],
    ]);
  });

  it('puts a paused share last and a replied one apart, and leaves out other units and ended shares', () => {
    const due = { replyDue: '2026-11-23T09:00:00Z' };
    const { open, replied } = owedBy(new Set(['U1']), [
      issue('1', share('a', 'U1', 'IN_PROGRESS', { ...due, replyPaused: true })),
      issue('2', share('b', 'U1', 'IN_PROGRESS', { replyDue: '2026-11-30T09:00:00Z' })),
      issue('3', share('c', 'U1', 'REPLIED', due), share('d', 'U2', 'DISPATCHED', due)),
      issue('4', share('e', 'U1', 'RETURNED', due), share('f', 'U1', 'IN_PROGRESS', { ...due, replyPending: true })),
    ]);
    expect(open.map((owed) => owed.share.id)).toEqual(['b', 'a']);
    expect(replied.map((owed) => owed.share.id)).toEqual(['c', 'f']);
  });
});
