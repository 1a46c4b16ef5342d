import { type IsoDate } from './dates';

/** What a notice says about one day. */
export interface ArrangedDay {
  /** True where the day is worked (调休上班), false where it is off. */
  readonly working: boolean;
  /** The holiday the day belongs to, as the notice names it (春节, 国庆节 …). */
  readonly name: string;
}

/**
 * One published holiday notice. Days it does not name follow the weekday, or an earlier notice.
 *
 * A notice counts from the day it was published: a due date computed earlier could not know it.
 */
export interface Arrangement {
  /** Stable name of the notice (cn-2026, cn-2019-labour-day). */
  readonly id: string;
  /** The year in the notice's title; its days may lie in the December before. */
  readonly year: number;
  /** The day the notice became public, from which it is taken as known. */
  readonly publishedOn: IsoDate;
  /** Absent or true where the publication date was read from the official site. */
  readonly publicationDateConfirmed?: boolean;
  /** Document number (国办发明电〔2025〕7号); empty only in old official data where none was found. */
  readonly document: string;
  readonly title: string;
  /** True for a full annual notice: the calendar is then covered to 31 December of `year`. */
  readonly coversYear: boolean;
  readonly days: Readonly<Record<IsoDate, ArrangedDay>>;
  /** Where given, the notice holds for this agency only (民族地区 holidays, a local arrangement). */
  readonly agency?: string;
}
