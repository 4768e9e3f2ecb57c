import { prepareNamespace } from './servers/namespace';
import { readEnvironment } from './environment';

/** Before the first worker of a deployment: the namespace's retention and search attributes, then the sample city if empty. */
const env = readEnvironment(process.env);
const waitMs = 120_000;

prepareNamespace(env.TEMPORAL_ADDRESS, env.TEMPORAL_NAMESPACE, waitMs, () => false)
  .then(() => import('./seed'))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
