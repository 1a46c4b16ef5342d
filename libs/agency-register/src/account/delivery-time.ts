import { addDays, type IsoDate } from '@sunledger/working-days';

/** A time of day `HH:MM` in Asia/Shanghai to another; over midnight where `to` is the earlier. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** When a person may be disturbed. */
export interface DeliveryHours {
  readonly quietHours?: QuietHours | undefined;
  /** Not earlier in the day than this, `HH:MM` in Asia/Shanghai. */
  readonly digestAt?: string | undefined;
}

const minuteMs = 60_000;
/** China keeps one time without summer time: UTC+8. */
const shanghaiOffsetMs = 8 * 60 * minuteMs;
/** No row of days off is nearly as long; where the calendar says otherwise, it is not obeyed. */
const waitingDaysMax = 30;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/**
 * The first instant, not before `now`, at which something may be sent: on a working day, outside
 * the quiet hours and not before the time of the digest. `now` itself when that is now.
 * @param now ISO 8601 in UTC; so is the answer.
 */
export function deliverableAt(
  hours: DeliveryHours,
  now: string,
  isWorkingDay: (date: IsoDate) => boolean,
): string {
  const local = new Date(Date.parse(now) + shanghaiOffsetMs).toISOString();
  const today = local.slice(0, 10);
  const minuteNow = minuteOf(local.slice(11, 16));
  for (let days = 0; days <= waitingDaysMax; days += 1) {
    const date = addDays(today, days);
    if (!isWorkingDay(date)) continue;
    const earliest = days === 0 ? minuteNow : 0;
    const minute = freeMinute(hours, earliest);
    if (minute === undefined) continue;
    return days === 0 && minute === minuteNow ? now : instantOf(date, minute);
  }
  return now;
}

/** The first minute of a day from `earliest` on that is free; undefined when none is left. */
function freeMinute({ quietHours, digestAt }: DeliveryHours, earliest: number): number | undefined {
  const minute = Math.max(earliest, digestAt === undefined ? 0 : minuteOf(digestAt));
  if (quietHours === undefined) return minute;
  const from = minuteOf(quietHours.from);
  const to = minuteOf(quietHours.to);
  if (from <= to) return minute >= from && minute < to ? to : minute;
  if (minute < to) return to;
  return minute < from ? minute : undefined;
}

const instantOf = (date: IsoDate, minute: number): string =>
  new Date(
    Date.parse(`${date}T00:00:00.000Z`) + minute * minuteMs - shanghaiOffsetMs,
  ).toISOString();
