import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Grade, type Length, type Policy, type PolicyEntry, formatInstant, gradeSchema, instantAt } from '#domain';
import { useNow } from '../client';
import { instantOfLocal } from '../play/local-time';
import { entryAt, keyOf } from './entries';

type Pause = { from: string; to: string; reason: string };
type Extension = { length: Length; at: string };

/** What is looked at: the entry, its clock, the arrival (all in the address), and what might happen to it. */
export type Look = {
  key: string;
  entry: PolicyEntry;
  /** Under which grade steps and reworks are looked at. */
  grade: Grade;
  clock: string | null;
  at: string;
  zone: string;
  unit: string | undefined;
  pause: Pause | null;
  extension: Extension | null;
  open: (entry: PolicyEntry) => void;
  set: (change: { grade?: Grade; clock?: string; at?: string; unit?: string | undefined }) => void;
  setPause: (pause: Pause | null) => void;
  setExtension: (extension: Extension | null) => void;
};

const MINUTE = 60_000;

export function useLook(policy: Policy, zone = 'UTC'): Look {
  const [params, setParams] = useSearchParams();
  const now = useNow();
  const [opened] = useState(now);
  const [pause, setPause] = useState<Pause | null>(null);
  const [extension, setExtension] = useState<Extension | null>(null);
  return useMemo((): Look => {
    const grade = gradeSchema.options.find((one) => one === params.get('grade')) ?? policy.defaultGrade;
    const entry = entryAt(policy, params.get('entry'), grade);
    const typed = params.get('at');
    const at = (typed === null ? null : instantOfLocal(zone, typed)) ?? instantAt(Math.floor(opened / MINUTE) * MINUTE);
    const put = (changes: Record<string, string | undefined>): void => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      );
    };
    return {
      ...{ key: keyOf(entry), entry, grade, clock: params.get('clock'), at, zone },
      ...{ unit: params.get('unit') ?? undefined, pause, extension, setPause, setExtension },
      open: (one) => put({ entry: keyOf(one), clock: undefined }),
      set: ({ at: arrival, ...rest }) =>
        put({ ...rest, ...(arrival === undefined ? {} : { at: formatInstant(zone, arrival).replace(' ', 'T') }) }),
    };
  }, [params, setParams, policy, zone, opened, pause, extension]);
}
