import path from 'node:path';
import { endCommands, runCommand } from './servers';

/** `npm run check`: everything that CI asks of the code, two steps at a time; shows the output of what failed. */
const root = path.resolve(__dirname, '..');
// The longest first, so that the two lanes end together.
const steps = ['lint', 'types', 'unit', 'format', 'rules', 'dead-code'];
const LANES = 2;
const STEP_MS = 15 * 60_000;

async function runStep(name: string): Promise<boolean> {
  const began = Date.now();
  const run = await runCommand('npm', ['run', '--silent', name], { cwd: root, timeoutMs: STEP_MS, env: { FORCE_COLOR: '0' } });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${run.ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
  if (!run.ok) process.stdout.write(`${run.output.trimEnd()}\n`);
  return run.ok;
}

async function runLane(queue: string[], results: boolean[]): Promise<void> {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) results.push(await runStep(name));
}

async function main(): Promise<void> {
  const queue = [...steps];
  const results: boolean[] = [];
  await Promise.all(Array.from({ length: LANES }, () => runLane(queue, results)));
  const passed = results.filter(Boolean).length;
  process.stdout.write(`${passed} passed, ${results.length - passed} failed\n`);
  process.exit(passed === results.length ? 0 : 1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    endCommands();
    process.exit(1);
  });
}

void main();
