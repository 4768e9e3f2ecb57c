import { z } from 'zod';
import { themeStateSchema } from '#domain';

/** What an issue says of the theme it belongs to. */
export const themeName = z.object({ id: z.string(), category: z.string(), state: themeStateSchema }).meta({ id: 'ThemeName' });
