import { z } from 'zod';
import { bilingualSchema, keySchema } from '../text';
import { roleSchema } from '../issue/words';

/**
 * The directory is live data, not part of a release: units (承办单位) on two levels, teams, merchants, supervision desks,
 * and the people who work there. The domain sees slices of it, as they were when asked for.
 */
export const unitCodeSchema = z.string().regex(/^[\p{L}\p{N}_-]{1,40}$/u);

export const unitSchema = z.object({
  code: unitCodeSchema,
  name: bilingualSchema,
  kind: z.enum(['street', 'districtBody', 'cityBody', 'police', 'team', 'merchant', 'station', 'media', 'supervision']),
  level: z.union([z.literal(1), z.literal(2)]),
  parent: unitCodeSchema.nullable(),
  /** Division code (GB/T 2260) the unit belongs to; `null` for a body of the whole city. */
  district: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  /** Division codes it answers for (streets), for routing by place. */
  divisions: z.array(z.string().regex(/^\d{6}(\d{3})?$/)).default([]),
  active: z.boolean(),
  head: z.string().nullable(),
  liaison: z.string().nullable(),
  lanes: z.array(z.enum(['media', 'government', 'volunteer', 'merchant'])).default(['government']),
  /** What a team or a merchant is certified for, e.g. `electrician`; orders may ask for it. */
  qualifications: z.array(keySchema).optional(),
});
export type Unit = z.infer<typeof unitSchema>;

export const personSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(64),
  roles: z.array(roleSchema),
  unit: unitCodeSchema.nullable().default(null),
  district: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .default(null),
  active: z.boolean().default(true),
});
export type Person = z.infer<typeof personSchema>;

/** What the domain is given of the directory: units by code (each with its ancestors) and who holds which desk. */
export type DirectorySlice = {
  units: Record<string, Unit>;
  /** People who are heads or liaisons of those units and are not active. */
  inactivePeople: string[];
  /** Active people by desk: `districtSupervision:520103`, `citySupervision`, `chief`, `shiftLeader`. */
  desks: Record<string, string[]>;
};
