import { StoreError, type AnyRecord, type Store } from '#store';
import { createRecorder } from '../../activities';
import { aStep } from '../store/support';

/** A store whose writes do as told, one answer a try, and succeed when there are no more. */
function answering(...answers: (Error | null)[]): { store: Pick<Store, 'records'>; tried: string[] } {
  const tried: string[] = [];
  const write = (record: AnyRecord): Promise<'written'> => {
    tried.push(`${record.stream}#${record.seq}`);
    const error = answers.shift() ?? null;
    return error === null ? Promise.resolve('written') : Promise.reject(error);
  };
  return { store: { records: { write } as unknown as Store['records'] }, tried };
}

const one = aStep('GY-2026-000001');
const two = aStep('GY-2026-000001', { prev: one });
const other = aStep('GY-2026-000002');

describe('the recorder', () => {
  it('writes the steps of a stream in their order, however long the first takes, and other streams beside', async () => {
    const { store, tried } = answering(new Error('away'), null, null, null);
    const failures: string[] = [];
    const record = createRecorder({ store, failed: ({ stream, seq, code }) => failures.push(`${stream}#${seq} ${code}`) });
    await Promise.all([record(one), record(two), record(other)]);
    expect(tried).toEqual([
      'issue-GY-2026-000001#1',
      'issue-GY-2026-000002#1',
      'issue-GY-2026-000001#1',
      'issue-GY-2026-000001#2',
    ]);
    expect(failures).toEqual(['issue-GY-2026-000001#1 FAILED']);
  });

  it('tries on until the step is written', async () => {
    const { store, tried } = answering(new Error('away'), new StoreError('STORE_UNREACHABLE', 'away'), null);
    await createRecorder({ store, failed: () => undefined })(one);
    expect(tried).toHaveLength(3);
  });

  it('gives up a step against which another one is confirmed, and goes on with the next', async () => {
    const { store, tried } = answering(new StoreError('RECORD_CONFLICT', 'other'), null);
    const codes: string[] = [];
    const record = createRecorder({ store, failed: ({ code }) => codes.push(code) });
    await Promise.all([record(one), record(two)]);
    expect(tried).toEqual(['issue-GY-2026-000001#1', 'issue-GY-2026-000001#2']);
    expect(codes).toEqual(['RECORD_CONFLICT']);
  });
});
