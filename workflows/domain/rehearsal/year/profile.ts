import { z } from 'zod';
import { keySchema } from '../../text';

/** A city's year as data: who reports what and when, and how its people work. Nothing about a city is in code. */

const weight = z.number().nonnegative();
const share = z.number().min(0).max(1);
const weights = z.record(z.string(), weight);
/** Working hours around a median; for grades A and B minutes by the wall. */
const delaySchema = z.object({ median: z.number().positive(), sigma: z.number().nonnegative() });
export type Delay = z.infer<typeof delaySchema>;

/** How a kind of unit works. Times to reply are shares of the time allowed: above 1 is late. */
const habitSchema = z.object({
  name: keySchema,
  share,
  sign: delaySchema,
  contact: delaySchema,
  reply: delaySchema,
  returns: share,
  extends: share,
  asksResident: share,
  reportsIn: share,
});
export type Habit = z.infer<typeof habitSchema>;

const satisfactions = z.object({
  verySatisfied: weight,
  satisfied: weight,
  fair: weight,
  dissatisfied: weight,
  veryDissatisfied: weight,
});

export const yearProfileSchema = z.object({
  format: z.literal(1),
  /** The first local day. */
  start: z.iso.date(),
  days: z.int().positive(),
  issues: z.int().positive(),
  /** Weights of arrivals: 24 hours, seven days from Sunday, twelve months. */
  hours: z.array(weight).length(24),
  weekdays: z.array(weight).length(7),
  months: z.array(weight).length(12),
  sources: weights,
  categories: weights,
  districts: weights,
  /** Words found in an intake's text, which grade it. */
  keywords: z.array(z.object({ word: z.string().min(1), share })),
  /** Reports of a matter that is already open. */
  duplicates: share,
  /** How many units there are in all, on two levels, and what share of issues names its unit at intake. */
  units: z.object({ total: z.int().positive(), level1: share, named: share, crowding: z.number().nonnegative() }),
  habits: z.array(habitSchema).min(1),
  desk: z.object({
    /** By the node's limit or command: how long its people take. */
    delays: z.record(z.string(), delaySchema),
    delay: delaySchema,
    /** For grades A and B, in minutes by the wall. */
    urgent: delaySchema,
    /** Ways out of a step by `command` or `command.outcome`; a way that is not named weighs 1. */
    ways: weights,
    grantsReturn: share,
    grantsExtension: share,
    grantsQuestion: share,
    /** Working hours until the chief ends a whistle. */
    endsWhistle: delaySchema,
  }),
  residents: z.object({
    answers: z.object({ solved: weight, partly: weight, not: weight, none: weight }),
    satisfaction: z.object({ solved: satisfactions, partly: satisfactions, not: satisfactions }),
    givesInfo: share,
    infoHours: delaySchema,
    withdraws: share,
    reopens: share,
  }),
  /** Other systems that steps of the drawing wait for: how many answer, after how many working hours. None do where this is not told. */
  outside: z.object({ answers: share, hours: delaySchema }).optional(),
});
export type YearProfile = z.infer<typeof yearProfileSchema>;
