import type { Bilingual } from '../text';
import { z } from 'zod';

/**
 * Units of a length (DOMAIN R1-R3): `min` and `h` run day and night, `wh` only inside working hours,
 * `wd` are working days to the close of hours, `nd` natural days to 24:00.
 */
export const lengthUnitSchema = z.enum(['min', 'h', 'wh', 'wd', 'nd']);
export type LengthUnit = z.infer<typeof lengthUnitSchema>;

/** How long something may take: always at least one unit. */
export const lengthSchema = z.object({ n: z.int().positive(), unit: lengthUnitSchema });
export type Length = z.infer<typeof lengthSchema>;

/** A distance from a due: negative before it, zero at it. */
export const signedLengthSchema = z.object({ n: z.int(), unit: lengthUnitSchema });
export type SignedLength = z.infer<typeof signedLengthSchema>;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

const names: Readonly<Record<LengthUnit, Bilingual>> = {
  min: { zh: '分钟', en: 'min' },
  h: { zh: '小时', en: 'h' },
  wh: { zh: '个工作小时', en: 'working hours' },
  wd: { zh: '个工作日', en: 'working days' },
  nd: { zh: '个自然日', en: 'natural days' },
};

/** A length in words, e.g. 5个工作日 / 5 working days. */
export function lengthText(length: SignedLength): Bilingual {
  const name = names[length.unit];
  const en = Math.abs(length.n) === 1 ? name.en.replace(/s$/, '') : name.en;
  return { zh: `${length.n}${name.zh}`, en: `${length.n} ${en}` };
}
