import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** The first executable of that name on `PATH`, or undefined. */
export function programOnPath(name: string, env: Env = process.env): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((file) => path.join(folder, file))).find(isExecutable);
}

/** True for a file that this user may run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

const running = new Set<ChildProcess>();

/** Ends what `runCommand` still runs, so that a stop in the middle of a build leaves nothing behind. */
export function endCommands(): void {
  for (const child of running) child.kill('SIGTERM');
}

export type CommandRun = { readonly ok: boolean; readonly code: number | null; readonly output: string };

type CommandOptions = {
  readonly cwd?: string;
  readonly env?: Env;
  readonly timeoutMs: number;
  readonly onLine?: (line: string) => void;
  /** Lines of standard output only; what goes wrong is left to the caller to say. */
  readonly progressOnly?: boolean;
};

/** Runs a program to its end; `output` is both streams together. Never throws: a missing program is `ok: false`. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandRun> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
    });
    running.add(child);
    let output = '';
    const take = (chunk: Buffer, onLine: CommandOptions['onLine']): void => {
      const text = chunk.toString();
      output += text;
      for (const line of text.split('\n')) if (line.trim() !== '') onLine?.(line.trim());
    };
    child.stdout.on('data', (chunk: Buffer) => take(chunk, options.onLine));
    child.stderr.on('data', (chunk: Buffer) => take(chunk, options.progressOnly === true ? undefined : options.onLine));
    child.on('exit', () => running.delete(child));
    child.on('error', (error) => resolve({ ok: false, code: null, output: output + error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, code, output }));
  });
}

/** The last lines of a log or output, for a message. */
export const lastLines = (output: string, count: number): string => output.trimEnd().split('\n').slice(-count).join('\n');
