import { useEffect } from 'react';
import { useBeforeUnload, useBlocker } from 'react-router';
import { useWords } from '../i18n';
import { words } from './words';

/** Asks before a page with unsaved changes is left, by a link or by closing the window. */
export function useUnsaved(isUnsaved: boolean): void {
  const t = useWords(words);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isUnsaved && currentLocation.pathname !== nextLocation.pathname,
  );
  useBeforeUnload((event) => {
    if (isUnsaved) event.preventDefault();
  });
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    if (confirm(t('leave'))) blocker.proceed();
    else blocker.reset();
  }, [blocker, t]);
}
