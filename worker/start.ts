import path from 'node:path';
import { createDesk, pickText, sayNothing, sayToTerminal, ServerProblem } from './servers';

/** `npm start`: the whole desk until Ctrl-C. Exit code 0 after a stop, 1 when it could not start. */
const root = path.resolve(__dirname, '..');
const script = (file: string): string => path.join(root, file);
const desk = createDesk({
  root,
  env: process.env,
  say: sayToTerminal,
  scripts: { worker: script('worker/main.ts'), seed: script('worker/seed.ts'), api: script('api/main.ts') },
});

let stopping = false;

function stop(exitCode: number, say: typeof sayToTerminal): void {
  // npm passes on what the terminal has already sent to all of us: the second signal is no other wish.
  if (stopping) return;
  stopping = true;
  say({ zh: '\n正在停止…', en: '\nstopping…' });
  const leave = (): never => process.exit(exitCode);
  void desk.stop().then(() => {
    say({ zh: '已停止', en: 'stopped' });
    leave();
  }, leave);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0, sayToTerminal));

desk.start().catch((error: unknown) => {
  if (stopping) return;
  process.stderr.write(
    `${error instanceof ServerProblem ? pickText(error.text) : String(error instanceof Error ? error.stack : error)}\n`,
  );
  stop(1, sayNothing);
});
