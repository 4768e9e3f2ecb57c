import { z } from 'zod';

const environmentSchema = z.object({
  MONGODB_URI: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().min(1),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  LIANGXIN_DATA: z.string().default('.data'),
  LIANGXIN_CITY: z.enum(['guiyang', 'xixiu', 'gy-base']).default('guiyang'),
  LIANGXIN_SPEED: z.coerce.number().positive().default(1),
  LIANGXIN_MASTER_KEY: z.string().optional(),
});
export type Environment = z.infer<typeof environmentSchema>;

/** What a process of the desk is told; a missing setting is one clear sentence, then exit code 1. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const read = environmentSchema.safeParse(env);
  if (read.success) return read.data;
  process.stderr.write(`${read.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}\n`);
  process.exit(1);
}
