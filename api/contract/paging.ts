import { z } from 'zod';

/** Instants on the wire: ISO 8601 in UTC. */
export const instant = z.iso.datetime();

/** Every list: a page at a time, from an opaque cursor. `next` is null on the last page. */
export const pageQuery = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
};

export const pageOf = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item), next: z.string().nullable() });

/** Query flags travel as words. */
export const flag = z.enum(['true', 'false']);
export const issueNo = z.string().regex(/^[A-Z0-9-]{4,40}$/i);
