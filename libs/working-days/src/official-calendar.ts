import { createCalendar, type Calendar } from './calendar';
import { notices2004To2009 } from './data/notices-2004-2009';
import { notices2010To2019 } from './data/notices-2010-2019';
import { notices2020To2029 } from './data/notices-2020-2029';
import { toArrangement } from './data/official-notice';

/**
 * The State Council's arrangements for 2004 to 2026, each known from the day it was published.
 *
 * Two of them moved days that had been published otherwise: 2019-03-22 (Labour Day 2019) and
 * 2020-01-27 (Spring Festival 2020); one was added within its year: 2015-05-13 (3 September 2015).
 */
export const officialCalendar: Calendar = createCalendar(
  [...notices2004To2009, ...notices2010To2019, ...notices2020To2029].map(toArrangement),
);
