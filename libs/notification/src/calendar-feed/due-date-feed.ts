import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { daysBetween, type IsoDate } from '@sunledger/working-days';

/** One due date of an open request; nothing of an applicant has a place in it. */
export interface FeedEntry {
  /** Stream of the request or remedy: with kind and reference it names what is due, for ever. */
  readonly subject: string;
  readonly caseId: string;
  readonly kind: string;
  /** What is due, in Chinese. */
  readonly duty: string;
  /** Tells two of a kind apart in one subject. */
  readonly reference: string;
  readonly serialNumber: string;
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly dueOn: IsoDate;
  readonly provisional: boolean;
  /** Since when it is due by that date; a date that has moved is a later one. */
  readonly knownOn: IsoDate;
}

export interface FeedOccasion {
  readonly agencyName: string;
  /** The instant at which the feed is made, ISO 8601 in UTC. */
  readonly now: string;
  /** Where the system is reached, without a slash at its end; empty where nobody stated it. */
  readonly publicUrl: string;
}

/** Calendars ask again after this long; some keep to it. */
const refreshSeconds = 3_600;
/** From here the revisions of events are counted, in days; nothing is known earlier. */
const firstDay = '2008-05-01';
/** Nine in the morning of the day before an all-day event. */
const alarmSecondsBefore = 15 * 3_600;

/**
 * Due dates as an iCalendar feed (RFC 5545): all-day events, which are dates and need no time zone;
 * the dates are those of Asia/Shanghai. The UID names what is due, so a moved date moves its event.
 */
export function dueDateFeed(
  entries: readonly FeedEntry[],
  { agencyName, now, publicUrl }: FeedOccasion,
): string {
  const calendar = ical({
    name: `阳光台账期限（${agencyName}）`,
    prodId: { company: 'Sunledger', product: 'Due dates', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: refreshSeconds,
  });
  for (const entry of entries) {
    const { serialNumber, duty, provisional } = entry;
    const event = calendar.createEvent({
      id: uidOf(entry),
      // Without a time zone of the calendar dates are written as in UTC, wherever this runs.
      start: new Date(`${entry.dueOn}T00:00:00.000Z`),
      stamp: new Date(now),
      // RFC 5545: who keeps events takes the later revision; of two of one day the later stamp.
      sequence: Math.max(0, daysBetween(firstDay, entry.knownOn)),
      allDay: true,
      summary: `${serialNumber} ${duty}${provisional ? '（暂定）' : ''}`,
      description: provisional
        ? '期限为暂定：所涉日期的放假安排尚未公布，或尚可变动。'
        : '期限届满之日。',
      status: provisional ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
      // A date to keep in mind, not an hour that is taken.
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(publicUrl === ''
        ? {}
        : { url: `${publicUrl}/requests/${encodeURIComponent(entry.caseId)}` }),
    });
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: alarmSecondsBefore });
  }
  return calendar.toString();
}

const uidOf = ({ subject, kind, reference }: FeedEntry): string =>
  `${[subject, kind, ...(reference === '' ? [] : [reference])].map(encodeURIComponent).join('/')}@sunledger`;
