import path from 'node:path';
import { type Court, type Domain, type Mutation, openCourt } from './court';

/** One of the run's processes: plays on the instrumented copy of the domain that it is told of, and judges what it is sent. */
let court: Court | null = null;

async function open(): Promise<void> {
  court = openCourt((await import(path.join(process.argv[2] ?? '', 'index.ts'))) as Domain);
  process.send?.({ ready: true });
}

process.on('message', (mutation: Mutation) => process.send?.({ id: mutation.id, verdict: court?.judge(mutation) }));
process.on('disconnect', () => process.exit());

open().catch((error: unknown) => {
  process.send?.({ failed: String(error) });
  process.exitCode = 1;
});
