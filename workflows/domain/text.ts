import { z } from 'zod';

/** A text people read, in both languages of the product. */
export const bilingualSchema = z.object({ zh: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof bilingualSchema>;

/** Machine-readable identifiers drawn by administrators: stable keys, never shown alone. */
export const keySchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/);

/**
 * Free text that may say who somebody is. Outside the domain it travels sealed with the key (DESIGN 9);
 * the domain only carries it. The `personal` mark lets the doors find such fields in any schema.
 */
export const personalText = (max: number) => z.string().min(1).max(max).meta({ personal: true });

/** Any JSON value; facts and form answers are of this kind. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export const jsonSchema: z.ZodType<Json> = z.json();

/** What is known of an issue, by stable key: the input of decisions. */
export type Facts = Record<string, Json>;
export const factsSchema = z.record(z.string(), jsonSchema);
