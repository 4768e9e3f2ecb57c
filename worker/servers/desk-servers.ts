import path from 'node:path';
import { startLocalMongo, startLocalTemporal } from './local-servers';
import { assertMongoAnswers } from './mongo';
import { prepareNamespace } from './namespace';
import type { Supervised } from './process';
import type { Say } from './say';
import type { Settings } from './settings';

const TEMPORAL_REACH_MS = 10_000;

/** Where the two servers are: the given addresses, or our own. */
export type Servers = { readonly mongodbUri: string; readonly temporalAddress: string; readonly uiAddress: string | undefined };
type ServerHooks = { readonly say: Say; readonly onStarted: (child: Supervised) => void; readonly onChange: () => void };

/** Given addresses are checked, the rest is found and started, both side by side. */
export async function haveServers(settings: Settings, hooks: ServerHooks): Promise<Servers> {
  const [mongodbUri, temporal] = await Promise.all([haveMongo(settings, hooks), haveTemporal(settings, hooks)]);
  return { mongodbUri, ...temporal };
}

async function haveMongo(settings: Settings, hooks: ServerHooks): Promise<string> {
  if (settings.mongodbUri !== undefined) {
    await assertMongoAnswers(settings.mongodbUri);
    return settings.mongodbUri;
  }
  hooks.say({ zh: '启动 MongoDB…', en: 'starting MongoDB…' });
  const { uri } = await startLocalMongo({
    ...hooks,
    usualPorts: true,
    folder: path.join(settings.data, 'mongo'),
    database: 'liangxin',
  });
  hooks.say({ zh: 'MongoDB 已就绪', en: 'MongoDB is ready' });
  return uri;
}

async function haveTemporal(settings: Settings, hooks: ServerHooks): Promise<Pick<Servers, 'temporalAddress' | 'uiAddress'>> {
  const { temporalAddress, namespace } = settings;
  if (temporalAddress !== undefined) {
    await prepareNamespace(temporalAddress, namespace, TEMPORAL_REACH_MS);
    return { temporalAddress, uiAddress: undefined };
  }
  hooks.say({ zh: '启动 Temporal…', en: 'starting Temporal…' });
  const local = await startLocalTemporal({
    ...hooks,
    usualPorts: true,
    folder: path.join(settings.data, 'temporal'),
    namespace,
    withUi: true,
  });
  hooks.say({ zh: 'Temporal 已就绪', en: 'Temporal is ready' });
  return { temporalAddress: local.address, uiAddress: local.uiAddress };
}
