import { useQuery } from '@tanstack/react-query';
import { kept } from './kept';
import type { DraftKind, Revision } from './kinds';

/** A draft as a page begins with it. */
export type Opened<T> = { server: Revision<T>; document: T; /** Edits of an earlier visit are in it. */ restored: boolean };

/** The draft as the server has it, joined with edits that an earlier visit could not save. Read once: a page under the hands is not refreshed. */
export function useOpened<T>(kind: DraftKind<T>, id: string) {
  return useQuery({
    queryKey: ['draft', kind.name, id],
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async (): Promise<Opened<T>> => {
      const server = await kind.read(id);
      const mine = kept(kind.name, id, kind.parse);
      if (!mine) return { server, document: server.document, restored: false };
      const { document } = kind.merge(mine.base, mine.document, server.document);
      return { server, document, restored: true };
    },
  });
}
