export { type ArrangedDay, type Arrangement } from './arrangement';
export { createCalendar, type Calendar } from './calendar';
export { type CalendarView, type DayFlag, type DayKind, type TermEnd } from './calendar-view';
export {
  addDays,
  addMonths,
  daysBetween,
  isIsoDate,
  maxDate,
  minDate,
  today,
  weekday,
  yearOf,
  type IsoDate,
} from './dates';
export { officialCalendar } from './official-calendar';
export {
  isFaults,
  parseArrangement,
  type Fault,
  type FaultCode,
  type Faults,
} from './parse-arrangement';
