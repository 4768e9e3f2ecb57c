import { useEffect, useRef, useState } from 'react';
import { routes, type ResultOf, type Routes } from '#contract';
import { call } from '../client';
import { momentOf, useWords } from '../i18n';
import { words } from './words';

type Others = ResultOf<Routes['stayAtDraft']>['items'];

type Props = {
  kind: 'flow' | 'table' | 'policy' | 'hours';
  id: string;
  /** The step or row at hand, by id, and the names that others know them by. */
  place?: string | null;
  nameOf?: (place: string) => string;
};

/** After a failed call it is tried again in so long; the server says how often otherwise. */
const AGAIN_MS = 15_000;

/** Who else has this draft open, and where in it they are. Told to the server while the page is seen. */
export function PresentOthers({ kind, id, place = null, nameOf }: Props) {
  const t = useWords(words);
  // Somebody with several pages open stands once, where they were last.
  const others = [...new Map(useOthers({ kind, id, place }).map((one) => [one.person, one])).values()];
  if (others.length === 0) return null;
  const said = ({ name, self, place: where }: Others[number]): string => {
    const who = self ? t('otherPage') : name;
    return where === null ? who : t('presentAt', { name: who, place: nameOf?.(where) ?? where });
  };
  return (
    <span className="lx-present" role="status" aria-label={t('alsoHere')}>
      {others.map((one) => (
        <span key={`${one.person} ${one.since}`} className="lx-chip today" title={t('presentSince', { at: momentOf(one.since) })}>
          {said(one)}
        </span>
      ))}
    </span>
  );
}

function useOthers({ kind, id, place }: { kind: Props['kind']; id: string; place: string | null }): Others {
  const [others, setOthers] = useState<Others>([]);
  const page = useRef(crypto.randomUUID());
  const at = useRef(place);
  const say = useRef<() => void>(() => undefined);
  useEffect(() => {
    const params = { kind, id };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const stay = async (): Promise<void> => {
      clearTimeout(timer);
      let again = AGAIN_MS;
      try {
        const answer = await call(routes.stayAtDraft, { params, body: { page: page.current, place: at.current } });
        again = answer.againInMs;
        if (!isOver) setOthers(answer.items);
      } catch {
        // Whom one does not hear of is not shown: saving says by itself that the connection is gone.
        if (!isOver) setOthers([]);
      }
      if (!isOver && !document.hidden) timer = setTimeout(() => void stay(), again);
    };
    const onSight = (): void => {
      if (!document.hidden) void stay();
    };
    say.current = () => void stay();
    void stay();
    document.addEventListener('visibilitychange', onSight);
    const own = page.current;
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onSight);
      call(routes.leaveDraft, { params: { ...params, page: own } }).catch(() => undefined);
    };
  }, [kind, id]);
  useEffect(() => {
    if (at.current === place) return undefined;
    at.current = place;
    // Who walks through steps by keys is asked where they are when they have come to rest.
    const timer = setTimeout(() => say.current(), 700);
    return () => clearTimeout(timer);
  }, [place]);
  return others;
}
