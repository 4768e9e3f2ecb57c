import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ResultOf, type Routes, routes } from '#contract';
import type { Role } from '#domain';
import { ProblemError, call, keepToken } from './api-client';

export type Me = ResultOf<Routes['me']>;

const KEY = ['session'];

async function readMe(): Promise<Me | null> {
  try {
    const me = await call(routes.me, {});
    keepToken(me.csrfToken);
    return me;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'NOT_SIGNED_IN') return null;
    throw error;
  }
}

/** Who is signed in; `null` when nobody is. */
export const useSession = () => useQuery({ queryKey: KEY, queryFn: readMe, staleTime: 5 * 60_000 });

export function useSessionActs() {
  const client = useQueryClient();
  const keep = (me: Me) => {
    keepToken(me.csrfToken);
    client.setQueryData(KEY, me);
  };
  return {
    signIn: async (account: string, password: string) => keep(await call(routes.signIn, { body: { account, password } })),
    changePassword: async (current: string, next: string) => keep(await call(routes.changePassword, { body: { current, next } })),
    signOut: async () => {
      await call(routes.signOut, {});
      keepToken('');
      client.clear();
      client.setQueryData(KEY, null);
    },
    forget: () => client.setQueryData(KEY, null),
  };
}

/** The signed-in person; only used below the sign-in door. */
export function useMe(): Me {
  const { data } = useSession();
  if (!data) throw new Error('nobody is signed in');
  return data;
}

export const holdsAny = (me: Me, roles: readonly Role[]): boolean => roles.some((role) => me.roles.includes(role));
