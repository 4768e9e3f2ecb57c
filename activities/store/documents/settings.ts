import { z } from 'zod';

const gatewaySchema = z.object({ url: z.url(), secret: z.string().min(1) });

/** What a city decides about the desk itself: data, changed without a restart. */
export const citySettingsSchema = z.object({
  city: z.string().min(1),
  name: z.object({ zh: z.string().min(1), en: z.string().min(1) }),
  zone: z.string().min(1),
  /** The letters before the year in every number, e.g. `GY`. */
  prefix: z.string().regex(/^[A-Z]{1,6}$/),
  photos: z.object({
    maxBytes: z.int().positive(),
    maxPixels: z.int().positive(),
    maxSide: z.int().positive(),
    thumbnailSide: z.int().positive(),
    quality: z.int().min(1).max(100),
  }),
  delivery: z.object({
    firstDelayMs: z.int().positive(),
    factor: z.number().min(1),
    maxDelayMs: z.int().positive(),
    /** After this long a message is given up and listed for a person to retry. */
    giveUpAfterMs: z.int().positive(),
    timeoutMs: z.int().positive(),
  }),
  /** Where text messages and calls go; without one they stay on the page and say so. */
  gateways: z.object({ sms: gatewaySchema.optional(), voice: gatewaySchema.optional() }),
});
export type CitySettings = z.infer<typeof citySettingsSchema>;

export type Settings = {
  get(): Promise<{ revision: number; document: CitySettings }>;
  save(
    document: CitySettings,
    revision: number,
  ): Promise<{ ok: true; revision: number } | { ok: false; code: 'REVISION_CONFLICT'; revision: number }>;
};
