/**
 * A year of a city in virtual time: a generator draws what is reported and how people work from a profile document, a simulation
 * plays it on the reducer, and the figures of DOMAIN 3 are reckoned from what is left. Chance comes from a seed.
 */
export type { Arrival } from './arrivals';
export { backTest, type BackTest, type BackTested } from './back-test';
export { type YearProfile, yearProfileSchema } from './profile';
export { type Balance, type YearReport, yearReportOf } from './report';
export { playYear, type YearOptions, type YearPlayed, type YearProgress } from './simulate';
