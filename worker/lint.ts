import path from 'node:path';
import { endCommands, runCommand } from './servers';

/**
 * `npm run lint [-- --fix]`: one room after the other, a process each. A linter that knows types holds every project it has met:
 * all rooms in one process outgrow the memory that Node gives a process by itself.
 */
const root = path.resolve(__dirname, '..');
const rooms = ['workflows', 'activities', 'api', 'worker', 'designer', 'test'];
const ROOM_MS = 10 * 60_000;

async function main(): Promise<void> {
  let clean = true;
  for (const room of rooms) {
    const args = ['eslint', '-c', '.config/eslint.config.mjs', ...process.argv.slice(2), room];
    const run = await runCommand('npx', ['--no-install', ...args], { cwd: root, timeoutMs: ROOM_MS });
    if (run.ok) continue;
    clean = false;
    process.stdout.write(`${room}:\n${run.output.trimEnd()}\n`);
  }
  process.exit(clean ? 0 : 1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    endCommands();
    process.exit(1);
  });
}

void main();
