import { turnstile } from '../../api/turnstile';

/** Work that ends when told. */
function held(): { work: () => Promise<string>; end: () => void; begun: () => boolean } {
  let began = false;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return {
    work: async () => {
      began = true;
      await ended;
      return 'done';
    },
    end: () => end(),
    begun: () => began,
  };
}

describe('a turnstile', () => {
  const full = () => new Error('full');

  it('lets so many of a key in, keeps so many in line, and turns the rest away', async () => {
    const pass = turnstile({ inside: 1, waiting: 1, waitMs: 60_000 }, full);
    const [first, second, other] = [held(), held(), held()];
    const one = pass('a', first.work);
    const two = pass('a', second.work);
    await expect(pass('a', () => Promise.resolve('no'))).rejects.toThrow('full');
    // Another issue has a line of its own.
    const three = pass('b', other.work);
    await Promise.resolve();
    expect([first.begun(), second.begun(), other.begun()]).toEqual([true, false, true]);
    first.end();
    expect(await one).toBe('done');
    second.end();
    other.end();
    expect(await Promise.all([two, three])).toEqual(['done', 'done']);
    expect(await pass('a', () => Promise.resolve('again'))).toBe('again');
  });

  it('turns away who has stood in line long enough, and lets in who came after', async () => {
    const pass = turnstile({ inside: 1, waiting: 5, waitMs: 20 }, full);
    const first = held();
    const one = pass('a', first.work);
    await expect(pass('a', () => Promise.resolve('no'))).rejects.toThrow('full');
    const next = pass('a', () => Promise.resolve('in'));
    first.end();
    expect([await one, await next]).toEqual(['done', 'in']);
  });

  it('hands the place on when the work fails', async () => {
    const pass = turnstile({ inside: 1, waiting: 5, waitMs: 60_000 }, full);
    const failed = pass('a', () => Promise.reject(new Error('broken')));
    const next = pass('a', () => Promise.resolve('in'));
    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('in');
  });
});
