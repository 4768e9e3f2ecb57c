import { examineContent } from '#domain';
import type { Store } from '#store';
import type { PieceActivities } from '..';

/** The domain cannot read what is sealed: its own look at a text is run here, where the key is. */
export function createPieceActivities({ store }: { store: Pick<Store, 'sealing' | 'records'> }): PieceActivities {
  return {
    examinePiece: async ({ content, issue }) => {
      const [open, head] = await Promise.all([store.sealing.unsealDeep(content), store.records.head(`issue-${issue}`)]);
      return examineContent(open, head?.seq ?? 0);
    },
  };
}
