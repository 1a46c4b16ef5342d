import { isRefusal } from '@sunledger/decider';
import {
  decide,
  type DisclosureCase,
  foldCase,
  type LoggedRequestEvent,
  type RequestCommand,
} from '@sunledger/disclosure-case';
import { derivedId } from '@sunledger/disclosure-office';
import type { Policy } from '@sunledger/policy';
import {
  addDays,
  type CalendarView,
  type IsoDate,
  officialCalendar,
} from '@sunledger/working-days';

/** Every arrangement there is; the projections judge closed cases by the same one. */
export const calendar: CalendarView = officialCalendar.asKnownOn('9999-12-31');

/** After this day nothing is logged any more. */
export const lastLoggedOn: IsoDate = '2024-06-30';

/** A fact with the day on which it came into the log. */
export interface Logged<Event extends { readonly id: string }> {
  readonly loggedOn: IsoDate;
  readonly event: Event;
}

/** The history of one request as it grows: only what `decide` accepts gets into it. */
export class CaseCourse {
  readonly log: Logged<LoggedRequestEvent>[] = [];
  private known: DisclosureCase = foldCase([]);
  /** The last year whose end was looked at. */
  private closedYear: number;

  constructor(
    readonly caseId: string,
    readonly agency: string,
    /** The day on which the clerk sits at the desk; it only advances. */
    public day: IsoDate,
    private readonly office: { readonly policy: Policy; readonly carriesOver: boolean },
  ) {
    this.closedYear = Number(day.slice(0, 4)) - 1;
  }

  get state(): DisclosureCase {
    return this.known;
  }

  get policy(): Policy {
    return this.office.policy;
  }

  get events(): readonly LoggedRequestEvent[] {
    return this.log.map(({ event }) => event);
  }

  /** What was on file at the end of a day. */
  eventsBy(day: IsoDate): readonly LoggedRequestEvent[] {
    return this.log.filter(({ loggedOn }) => loggedOn <= day).map(({ event }) => event);
  }

  /** Lets days pass; the years that end meanwhile are closed in the first week of January. */
  advance(days: number): boolean {
    const target = addDays(this.day, days);
    if (target > lastLoggedOn) return false;
    for (let year = this.closedYear + 1; `${year + 1}-01-05` <= target; year += 1) {
      const closesOn = `${year + 1}-01-05`;
      if (this.office.carriesOver && this.day <= closesOn) {
        this.day = closesOn;
        this.try({ type: 'CarryOver', on: `${year}-12-31`, fromYear: year });
      }
      this.closedYear = year;
    }
    this.day = target;
    return true;
  }

  /** Logs what a command decides, on the present day; false when it is refused. */
  try(command: RequestCommand, earlier?: CaseCourse): boolean {
    const decision = decide({ lateReason: '补录', ...command }, this.known, {
      calendar,
      policy: this.office.policy,
      today: this.day,
      logged: this.events,
      ...(earlier === undefined ? {} : { earlierCase: earlierCaseOf(earlier, this.day) }),
    });
    if (isRefusal(decision)) return false;
    for (const event of decision) {
      const id = derivedId('property', this.caseId, this.log.length);
      // Going through JSON as the office does: absent fields do not reach the log.
      const data = JSON.parse(JSON.stringify(event.data)) as object;
      const logged = { ...event, data, id } as LoggedRequestEvent;
      this.log.push({ loggedOn: this.day, event: logged });
    }
    this.known = foldCase(this.events);
    return true;
  }
}

/** What a clerk sees of the earlier case to which a reply of 重复申请 points. */
const earlierCaseOf = (earlier: CaseCourse, day: IsoDate) => {
  const state = foldCase(earlier.eventsBy(day));
  return { caseId: earlier.caseId, answered: state.reply !== undefined, lookup: state.lookup };
};
