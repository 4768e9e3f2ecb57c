import { z } from 'zod';
import type { Instant } from '../deadline';
import { unitCodeSchema } from '../directory/unit';
import { keySchema } from '../text';

/** A theme (专题): one matter that many residents or several districts come with within days (DOMAIN 4 #18). */
export const themeStates = ['PROPOSED', 'ACCEPTED', 'DISMISSED', 'DONE'] as const;
export const themeStateSchema = z.enum(themeStates);
export type ThemeState = z.infer<typeof themeStateSchema>;

export type ThemeTask = { id: string; text: string; unit: string | null; dueAt: Instant | null; doneAt: Instant | null };

export type Theme = {
  /** `<category>-<n>`: the n-th of its category, so that no window is proposed twice. */
  id: string;
  category: string;
  state: ThemeState;
  /** What was counted: received after `from`, up to `to`. The next window of the category begins at `to`. */
  window: { from: Instant; to: Instant };
  /** The submission that the others are like. */
  seed: string;
  /** Numbers of the submissions, in order of arrival; more are added while it is open. */
  intakes: string[];
  reporters: number;
  districts: string[];
  /** The unit that leads most of its issues: proposed, until supervision names one. */
  leadUnit: string | null;
  plan: string | null;
  tasks: ThemeTask[];
  /** Everything people did, oldest first; `id` is the caller's, so that the same act counts once. */
  acts: { id: string; at: Instant; by: string; name: ThemeCommandName; note: string | null }[];
};

const task = z.object({
  text: z.string().trim().min(1).max(500),
  unit: unitCodeSchema.optional(),
  dueAt: z.iso.datetime({ offset: true }).optional(),
});

/** Every act on a theme with its fields. */
export const themeCommandSchemas = {
  accept: z.object({ leadUnit: unitCodeSchema, plan: z.string().trim().min(1).max(4000), tasks: z.array(task).min(1).max(50) }),
  dismiss: z.object({ reason: z.string().trim().min(1).max(1000) }),
  addTask: task,
  completeTask: z.object({ task: keySchema }),
  finish: z.object({ summary: z.string().trim().min(1).max(4000) }),
} as const;
export type ThemeCommandName = keyof typeof themeCommandSchemas;
export const themeCommandNames = Object.keys(themeCommandSchemas) as ThemeCommandName[];
export type ThemeCommand = {
  [N in ThemeCommandName]: { id: string; name: N; data: z.output<(typeof themeCommandSchemas)[N]> };
}[ThemeCommandName];
