import { z } from 'zod';
import { StoreError } from './errors';

/** A document as its schema says, or `BAD_DOCUMENT` naming it: a broken one fails at the door (STYLE 5). */
export function parsed<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const answer = schema.safeParse(value);
  if (answer.success) return answer.data;
  throw new StoreError('BAD_DOCUMENT', `${name}: ${z.prettifyError(answer.error)}`);
}
