import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { type ResultOf, type Routes, routes } from '#contract';
import type { Role } from '#domain';
import { ProblemError, call, keepToken, onSignedOut } from './api-client';

export type Me = ResultOf<Routes['me']>;

const KEY = ['session'];

let expired = false;
const listeners = new Set<() => void>();

function setExpired(next: boolean): void {
  if (next === expired) return;
  expired = next;
  for (const tell of listeners) tell();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether the session ended under somebody's hands: the page stays as it is, with all that was typed, until they are back. */
export const useExpired = (): boolean => useSyncExternalStore(subscribe, () => expired);

async function readMe(client: QueryClient): Promise<Me | null> {
  try {
    const me = await call(routes.me, {});
    keepToken(me.csrfToken);
    return me;
  } catch (error) {
    if (!(error instanceof ProblemError && error.problem.code === 'NOT_SIGNED_IN')) throw error;
    return client.getQueryData<Me | null>(KEY) ?? null;
  }
}

/** Who is signed in; `null` when nobody is. */
export function useSession() {
  const client = useQueryClient();
  return useQuery({ queryKey: KEY, queryFn: () => readMe(client), staleTime: 5 * 60_000 });
}

export function useSessionActs() {
  const client = useQueryClient();
  const keep = (me: Me) => {
    const before = client.getQueryData<Me | null>(KEY);
    keepToken(me.csrfToken);
    // Somebody else at the same screen must not find what the one before was reading or writing.
    if (before && before.id !== me.id) client.clear();
    client.setQueryData(KEY, me);
    setExpired(false);
  };
  return {
    signIn: async (account: string, password: string) => keep(await call(routes.signIn, { body: { account, password } })),
    /** As `signIn`, by the person whose session has ended; lists and issues are read afresh. */
    signInAgain: async (account: string, password: string) => {
      keep(await call(routes.signIn, { body: { account, password } }));
      await client.invalidateQueries();
    },
    changePassword: async (current: string, next: string) => keep(await call(routes.changePassword, { body: { current, next } })),
    signOut: async () => {
      await call(routes.signOut, {});
      keepToken('');
      client.clear();
      client.setQueryData(KEY, null);
    },
  };
}

/** Any answer of the server that nobody is signed in, once somebody was, ends in the question for the password. */
export function useExpiry(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      onSignedOut(() => {
        if (client.getQueryData<Me | null>(KEY)) setExpired(true);
      }),
    [client],
  );
}

/** The signed-in person; only used below the sign-in door. */
export function useMe(): Me {
  const { data } = useSession();
  if (!data) throw new Error('nobody is signed in');
  return data;
}

export const holdsAny = (me: Me, roles: readonly Role[]): boolean => roles.some((role) => me.roles.includes(role));
