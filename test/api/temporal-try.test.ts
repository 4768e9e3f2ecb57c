import { firstTries } from '../../api/temporal-try';

type Command = { id: string; name: string; at: string };
const remind = (at: string, id = 'liaison:1'): Command => ({ id, name: 'remind', at });
const away = (): Promise<never> => Promise.reject(new Error('away'));

describe('a command asked again with its key', () => {
  const given: [Command, string][] = [];
  const answering = (command: Command, updateId: string): Promise<string> => {
    given.push([command, updateId]);
    return Promise.resolve('done');
  };
  beforeEach(() => given.splice(0));

  it('is given as it was first while that has no answer: the same instant under the same update', async () => {
    const give = firstTries<Command>(10);
    let first = '';
    await expect(give('K-1', remind('09:00'), (_, updateId) => ((first = updateId), away()))).rejects.toThrow('away');
    await give('K-1', remind('09:10'), answering);
    expect(given).toEqual([[remind('09:00'), first]]);
  });

  it('is another update once that was answered, on another issue, and under another name', async () => {
    const give = firstTries<Command>(10);
    await give('K-1', remind('09:00'), answering);
    await give('K-1', remind('09:10'), answering);
    await give('K-2', remind('09:10'), answering);
    await expect(give('K-1', remind('09:20'), away)).rejects.toThrow('away');
    await give('K-1', { ...remind('09:30'), name: 'sign' }, answering);
    expect(given.map(([{ at }]) => at)).toEqual(['09:00', '09:10', '09:10', '09:30']);
    expect(new Set(given.map(([, updateId]) => updateId)).size).toBe(4);
  });

  it('forgets the oldest beyond what it may remember', async () => {
    const give = firstTries<Command>(1);
    for (const id of ['a', 'b']) await expect(give('K-1', remind('09:00', id), away)).rejects.toThrow('away');
    for (const id of ['a', 'b']) await give('K-1', remind('09:10', id), answering);
    expect(given.map(([{ id, at }]) => `${id} ${at}`)).toEqual(['a 09:10', 'b 09:10']);
  });
});
