import { setTimeout as pause } from 'node:timers/promises';
import type { StepRecord } from '#domain';
import { StoreError, type Store } from '#store';

/** Writes a step's record, all or nothing; resolves when it is written. */
export type RecordStep = (record: StepRecord<unknown, unknown, unknown>) => Promise<void>;

export type RecorderTools = {
  store: Pick<Store, 'records'>;
  /** Told of each try that failed, by a code. */
  failed: (failure: { stream: string; seq: number; code: string }) => void;
};

const pauseMs = { first: 100, most: 5_000 };

/**
 * The other end of the records' sink (workflows/recording). The steps of one stream are written in their order. While the database
 * is away it tries on: the task that made the step is not reported meanwhile, so nothing is acknowledged that has no record. Only a
 * step against which another one is confirmed is given up (`RECORD_CONFLICT`): its history and this database do not belong together,
 * which re-projection reports, and waiting would only take the worker from everybody else.
 */
export function createRecorder({ store, failed }: RecorderTools): RecordStep {
  const last = new Map<string, Promise<void>>();
  const write: RecordStep = async (record) => {
    for (let wait = pauseMs.first; ; wait = Math.min(pauseMs.most, wait * 2)) {
      try {
        await store.records.write(record);
        return;
      } catch (error) {
        const code = error instanceof StoreError ? error.code : 'FAILED';
        failed({ stream: record.stream, seq: record.seq, code });
        if (code === 'RECORD_CONFLICT') return;
      }
      await pause(wait);
    }
  };
  return (record) => {
    const mine = (last.get(record.stream) ?? Promise.resolve()).then(() => write(record));
    last.set(record.stream, mine);
    return mine.finally(() => {
      if (last.get(record.stream) === mine) last.delete(record.stream);
    });
  };
}
