/**
 * Deadlines: calendars of working days, dues with their working, clocks with pauses and extensions, ladders and
 * the policy documents that hold every number. All pure; DOMAIN 2.1 (R1-R12) is the law. Instants go in as arguments.
 */
export {
  type Instant,
  type LocalDate,
  type LocalTime,
  compareInstants,
  formatDue,
  formatInstant,
  instantAt,
  instantOf,
  instantSchema,
  localDateOf,
  localDateSchema,
  localTimeSchema,
  maxInstant,
  millisOf,
  minInstant,
  plusMillis,
} from './instant';
export { isZone } from './zone';
export {
  type Length,
  type LengthUnit,
  type SignedLength,
  lengthSchema,
  lengthText,
  lengthUnitSchema,
  signedLengthSchema,
} from './length';
export {
  type CalendarYear,
  type DayEdition,
  type DayOverride,
  type UnitDays,
  type WeeklyHours,
  calendarYearSchema,
  dayEditionSchema,
  importYear,
  overrideSchema,
  unitDaysSchema,
  weeklyHoursSchema,
} from './calendar';
export { type Calendar, calendarOfClock, compileCalendar, dayOf, provisionalText } from './compile';
export {
  type CalendarChange,
  type ChangeFault,
  type ChangeFaultCode,
  calendarChangeSchema,
  changeCalendar,
  changeFaultCodes,
} from './change';
export { changeFaultText } from './change-faults';
export { type NoticeRow, noticeRowSchema } from './notice';
export type { DayCode, DayReason } from './facts';
export { seedEdition } from './seed';
export { type Due, daysUntil, dueOf, minutesBetween } from './due';
export type { WorkingDay } from './listing';
export { type Working, type WorkingStep, explainClock, workingOf } from './working';
export {
  type RungAddress,
  type RungAct,
  type RungRule,
  type RungSpec,
  type WhistleKind,
  dueBefore,
  plannedOf,
  rungSpecSchema,
} from './ladder';
export { type Clock, type ClockRung, type ClockSpec, type DueCause, clockSchema, dueCauseSchema, isInTime } from './clock';
export {
  type ClockRestart,
  type ClockStart,
  type DueMove,
  type Planned,
  expireClock,
  extendClock,
  markFired,
  moveDue,
  nextPlanned,
  nextPlannedAt,
  pauseClock,
  restartClock,
  resumeClock,
  startClock,
  stopClock,
} from './clock-acts';
export { type Recompute, type Recomputed, recompute, reladder } from './recompute';
export {
  type ClockRule,
  type Ladder,
  type Policy,
  clockSpecOf,
  extensionRefusal,
  policySchema,
  reportInSpecOf,
  reworkSpecOf,
  stageSpecOf,
  windowSpecOf,
} from './policy';
export { type PolicyProblem, checkPolicy } from './check';
export { type PolicyEntry, isExtendable, isPausable, specsOfEntry } from './entry';
export { type ClockPreview, type PreviewAsk, type PreviewRefusal, type PreviewRung, previewEntry } from './preview';
export { type ArrivalWait, type ArrivalAsk, type ArrivalSearch, worstArrivals } from './worst-arrival';
