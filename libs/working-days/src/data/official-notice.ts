import { type ArrangedDay, type Arrangement } from '../arrangement';
import { addDays, type IsoDate } from '../dates';

/** One day (`2026-01-04`) or an inclusive span of days (`2026-01-01..2026-01-03`). */
export type DaySpan = string;

/**
 * What a notice says about one holiday, in the notice's own terms: a span off, weekend days worked.
 */
export interface ArrangedHoliday {
  readonly name: string;
  readonly off?: readonly DaySpan[];
  readonly worked?: readonly DaySpan[];
}

/** A notice as written down in the data files: holidays instead of single days. */
export interface OfficialNotice extends Omit<Arrangement, 'days' | 'agency'> {
  readonly holidays: readonly ArrangedHoliday[];
}

const daysOf = (span: DaySpan): IsoDate[] => {
  const [first = span, last = first] = span.split('..');
  const days: IsoDate[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
};

/** Writes a notice out day by day. */
export const toArrangement = ({ holidays, ...notice }: OfficialNotice): Arrangement => {
  const days: Record<IsoDate, ArrangedDay> = {};
  for (const { name, off = [], worked = [] } of holidays) {
    for (const date of off.flatMap(daysOf)) days[date] = { working: false, name };
    for (const date of worked.flatMap(daysOf)) days[date] = { working: true, name };
  }
  return { ...notice, days };
};
