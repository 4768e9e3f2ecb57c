import type { Assignment } from './state';

/** What a share's state means to the rest: still at work, answered, or gone to another unit or to nobody. */

export const openStates: readonly Assignment['state'][] = [
  'DISPATCHED',
  'SIGNED',
  'CONTACTED',
  'IN_PROGRESS',
  'RETURN_REQUESTED',
];
/** A share at work with nothing asked about it. */
export const workingStates: readonly Assignment['state'][] = ['DISPATCHED', 'SIGNED', 'CONTACTED', 'IN_PROGRESS'];
const goneStates: readonly Assignment['state'][] = ['RETURNED', 'CANCELLED', 'REASSIGNED'];

type Share = Pick<Assignment, 'state'>;
export const isOpen = (share: Share): boolean => openStates.includes(share.state);
export const isGone = (share: Share): boolean => goneStates.includes(share.state);
export const hasReplied = ({ state }: Share): boolean => state === 'REPLIED' || state === 'ACCEPTED';
