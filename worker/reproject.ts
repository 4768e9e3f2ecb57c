import { openStore } from '#store';
import { connectClient, workerConverter } from './connect';
import { readEnvironment } from './environment';
import { reprojectAll, type Verdict } from './reproject-streams';
import { quietRuntime } from './run';
import { pickText } from './servers';

/**
 * `npm run reproject [-- --check] [--json]`: proves the read model against the histories and rebuilds what differs; with `--check`
 * it only looks. Exit code 0 when all is equal or was mended, 1 when something differed (`--check`) or could not be mended.
 */
async function main(flags: ReadonlySet<string>): Promise<number> {
  const env = readEnvironment(process.env);
  quietRuntime();
  const store = await openStore({
    uri: env.MONGODB_URI,
    dataFolder: env.LIANGXIN_DATA,
    ...(env.LIANGXIN_MASTER_KEY ? { masterKey: env.LIANGXIN_MASTER_KEY } : {}),
  });
  const { client, close } = await connectClient({ temporal: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE }, store);
  const check = flags.has('--check');
  const verdicts: Verdict[] = [];
  try {
    for await (const verdict of reprojectAll({ store, client, dataConverter: workerConverter(store), check })) {
      verdicts.push(verdict);
      if (!flags.has('--json')) sayFaults(verdict);
    }
  } finally {
    await close();
    await store.close();
  }
  return summary(verdicts, check, flags.has('--json'));
}

function sayFaults({ faults }: Verdict): void {
  for (const { stream, seq, code, mended } of faults)
    print(
      pickText({
        zh: `${stream} 第 ${seq} 步 ${code}${mended ? '，已修复' : ''}`,
        en: `${stream} step ${seq} ${code}${mended ? ', mended' : ''}`,
      }),
    );
}

function summary(verdicts: readonly Verdict[], check: boolean, asJson: boolean): number {
  const faults = verdicts.flatMap((v) => v.faults);
  const mended = faults.filter((f) => f.mended).length;
  const counts = {
    issues: verdicts.filter(({ stream }) => stream.startsWith('issue-')).length,
    pieces: verdicts.filter(({ stream }) => stream.startsWith('piece-')).length,
    replayedSteps: verdicts.reduce((sum, v) => sum + v.steps, 0),
    faults: faults.length,
    mended,
  };
  if (asJson) print(JSON.stringify({ ...counts, list: faults }));
  else
    print(
      pickText({
        zh: `${counts.issues} 件诉求、${counts.pieces} 篇稿件，重放 ${counts.replayedSteps} 步：${faults.length} 处不一致，修复 ${mended} 处`,
        en: `${counts.issues} issues, ${counts.pieces} pieces, ${counts.replayedSteps} steps replayed: ${faults.length} differences, ${mended} mended`,
      }),
    );
  return faults.length === 0 || (!check && mended === faults.length) ? 0 : 1;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

main(new Set(process.argv.slice(2))).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
