import { CronExpressionParser } from 'cron-parser';

import type { ScheduleTime } from './job-board';

/**
 * The first tick after an instant. Ticks of an interval are counted from 1970, so that every
 * process has the same ones.
 * @param after ISO 8601 in UTC.
 * @throws when the cron expression is none.
 */
export function nextTick(time: ScheduleTime, after: string): string {
  if ('everyMs' in time) {
    const passed = Math.floor(Date.parse(after) / time.everyMs);
    return new Date((passed + 1) * time.everyMs).toISOString();
  }
  const next = CronExpressionParser.parse(time.cron, { currentDate: after, tz: time.tz }).next();
  // Without an end date there is always a next one, and luxon gives its instant.
  return new Date(next.getTime()).toISOString();
}
