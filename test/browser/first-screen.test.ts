import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWeb } from '../../worker/servers/web-build';
import { sayNothing } from '../../worker/servers';

jest.setTimeout(300_000);

const root = path.resolve(__dirname, '../..');
const dist = path.join(root, 'designer', 'dist');

/** What the browser is told to fetch before anything is shown. */
function firstFiles(): string[] {
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file]) => file as string);
}

describe('the first screen', () => {
  beforeAll(() => buildWeb(root, sayNothing));

  it('weighs less than 350 kB gzip, all that is fetched for it together', () => {
    const files = firstFiles();
    expect(files.some((file) => file.endsWith('.js'))).toBe(true);
    const weights = files.map((file) => [file, gzipSync(readFileSync(path.join(dist, file))).length] as const);
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
    if (total >= 350_000) throw new Error(`${total} bytes: ${weights.map(([file, weight]) => `${file} ${weight}`).join(', ')}`);
  });

  it('does not bring the drawing, the tables or the player with it', () => {
    const script = firstFiles()
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(path.join(dist, file), 'utf8'))
      .join('\n');
    expect(script).not.toContain('react-flow__');
    expect(script).not.toContain('lx-token');
  });
});
