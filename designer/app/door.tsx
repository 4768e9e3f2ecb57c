import type { ReactNode } from 'react';
import { useExpired, useExpiry, useSession } from '../client';
import { Loading, ProblemNote } from '../parts';
import { Away, ChangePassword, SignIn, SignInAgain } from './sign-in';

/**
 * Nobody gets past sign-in and the first change of a one-time password; the address asked for is kept. Whose session ends while
 * they work is asked for the password over their page, which stays as it is.
 */
export function Door({ children }: { children: ReactNode }) {
  const session = useSession();
  const expired = useExpired();
  useExpiry();
  if (session.isPending) return <Loading />;
  if (session.error && session.data === undefined)
    return (
      <Away>
        <ProblemNote error={session.error} retry={() => void session.refetch()} />
      </Away>
    );
  if (!session.data) return <SignIn />;
  if (session.data.mustChangePassword) return <ChangePassword />;
  return (
    <>
      {children}
      {expired && <SignInAgain me={session.data} />}
    </>
  );
}
