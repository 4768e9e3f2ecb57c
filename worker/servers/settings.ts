import path from 'node:path';
import { z } from 'zod';
import { ServerProblem } from './problem';

const number = (schema: z.ZodNumber) => z.preprocess((value) => (value === undefined ? value : Number(value)), schema);

const settingsSchema = z.object({
  PORT: number(z.number().int().min(1).max(65_535)).default(8080),
  HOST: z.string().default('127.0.0.1'),
  LIANGXIN_DATA: z.string().default('.data'),
  LIANGXIN_CITY: z.enum(['guiyang', 'xixiu']).default('guiyang'),
  LIANGXIN_SPEED: number(z.number().positive().max(1_000_000)).default(1),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/[^/]/)
    .optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/]+:\d{1,5}$/)
    .optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
});

/** What `npm start` was told by the environment, checked. `data` is absolute; `speed` is desk seconds per real second. */
export type Settings = {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly city: 'guiyang' | 'xixiu';
  readonly speed: number;
  readonly mongodbUri: string | undefined;
  readonly temporalAddress: string | undefined;
  readonly namespace: string;
};

const expected: Readonly<Record<string, { zh: string; en: string }>> = {
  PORT: { zh: '1 到 65535 的整数', en: 'a whole number from 1 to 65535' },
  LIANGXIN_CITY: { zh: 'guiyang 或 xixiu', en: 'guiyang or xixiu' },
  LIANGXIN_SPEED: { zh: '大于 0、不超过 1000000 的数', en: 'a number above 0, at most 1000000' },
  MONGODB_URI: { zh: 'mongodb:// 或 mongodb+srv:// 开头的地址', en: 'an address that begins with mongodb:// or mongodb+srv://' },
  TEMPORAL_ADDRESS: { zh: '主机:端口，例如 127.0.0.1:7233', en: 'host:port, for example 127.0.0.1:7233' },
};

/** Reads the settings of DESIGN 12; an empty variable counts as not set. Throws SETTINGS_INVALID naming every bad one. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape).map((name) => [name, env[name] === '' ? undefined : env[name]]),
  );
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) throw invalid([...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]);
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST,
    data: path.resolve(value.LIANGXIN_DATA),
    city: value.LIANGXIN_CITY,
    speed: value.LIANGXIN_SPEED,
    mongodbUri: value.MONGODB_URI,
    temporalAddress: value.TEMPORAL_ADDRESS,
    namespace: value.TEMPORAL_NAMESPACE,
  };
}

/** The value itself is not shown: an address may hold a password. */
function invalid(names: readonly string[]): ServerProblem {
  const say = (language: 'zh' | 'en') => names.map((name) => `${name}: ${expected[name]?.[language] ?? name}`).join('; ');
  return new ServerProblem('SETTINGS_INVALID', {
    zh: `环境变量有误，应为 ${say('zh')}。`,
    en: `Settings to correct in the environment: ${say('en')}.`,
  });
}
