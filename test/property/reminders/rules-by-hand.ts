import type { PaperFile, PaperRemedy } from './paper-file';
import { type Almanac, dayAfter } from './notices-by-hand';

/** Something due, as the law and the rules of the office say; counted day by day. */
export interface Due {
  readonly what: string;
  readonly which: string;
  readonly dueOn: string;
}

const isClosed = (file: PaperFile): boolean =>
  file.ended !== undefined || file.reply?.dispatchedOn !== undefined;

/** 条例 art 33: twenty working days, letters left out, extended where that was told in time. */
function replyBy(file: PaperFile, almanac: Almanac): string | null {
  const { correction, fee, extension } = file;
  if (file.reasons?.periodDueOn !== undefined) return file.reasons.periodDueOn;
  if (correction !== undefined && correction.receivedOn === undefined) return null;
  if (fee !== undefined && fee.paidOn === undefined) return null;
  const starts = [file.receivedOn, correction?.receivedOn ?? '', fee?.paidOn ?? ''];
  let day = starts.sort().at(-1) ?? file.receivedOn;
  let limit = 20;
  for (let counted = 0; counted < limit;) {
    day = dayAfter(day);
    if (!almanac.works(day) || isExcluded(day, file, almanac)) continue;
    counted += 1;
    const told = extension?.notifiedOn !== undefined && extension.notifiedOn <= day;
    if (counted === 20 && told) limit = 20 + extension.days;
  }
  return day;
}

/** 条例 art 33(3): from the day after the letter to the opinion, or to the end of its term. */
const isExcluded = (day: string, { letters }: PaperFile, almanac: Almanac): boolean =>
  letters.some(({ sentOn, deliveredOn, answeredOn }) => {
    const end = answeredOn ?? almanac.nth(deliveredOn ?? sentOn, 15);
    return sentOn < day && day <= end;
  });

/** Everything due in a request. */
export function dueInFile(file: PaperFile, almanac: Almanac): readonly Due[] {
  const due: Due[] = [];
  const add = (what: string, dueOn: string, which = ''): void => {
    due.push({ what, which, dueOn });
  };
  if (file.ended === 'voided') return [];
  const { reply, correction, fee } = file;
  if (reply?.tracked === true && reply.dispatchedOn !== undefined && !reply.deliveredOn) {
    add('deliveryProof', almanac.nth(reply.dispatchedOn, 10));
  }
  if (isClosed(file)) return due;
  const by = replyBy(file, almanac);
  const period = file.reasons?.periodDueOn !== undefined;
  if (by !== null) add(period ? 'reasonablePeriod' : 'reply', by);
  if (reply === undefined && correction === undefined) {
    add('correctionNotice', almanac.nth(file.receivedOn, 7));
  }
  const extensible = reply === undefined && file.extension?.notifiedOn === undefined;
  if (by !== null && !period && extensible) add('extension', by);
  if (correction !== undefined && correction.receivedOn === undefined) {
    add('correction', correction.dueOn);
    add('lapse', almanac.nth(correction.dueOn, 1), 'correction');
  }
  if (fee?.payBy !== undefined && fee.paidOn === undefined) {
    add('payment', fee.payBy);
    add('lapse', almanac.nth(fee.payBy, 1), 'payment');
  }
  for (const { id, sentOn, deliveredOn, answeredOn, silent } of file.letters) {
    if (answeredOn === undefined && silent !== true) {
      add('opinion', almanac.nth(deliveredOn ?? sentOn, 15), id);
    }
  }
  return due;
}

/** The answer to the review body (ten working days) or the court (fifteen days, off rest days). */
export function dueInRemedy(remedy: PaperRemedy, almanac: Almanac): readonly Due[] {
  const { acceptedOn, answeredOn, endedOn, remedyId, review } = remedy;
  if (acceptedOn === undefined || answeredOn !== undefined || endedOn !== undefined) return [];
  if (review)
    return [{ what: 'remedyAnswer', which: remedyId, dueOn: almanac.nth(acceptedOn, 10) }];
  let end = dayAfter(acceptedOn, 15);
  while (!almanac.works(end)) end = dayAfter(end);
  return [{ what: 'remedyAnswer', which: remedyId, dueOn: end }];
}

/** What an agency owes beside its cases, on a day. */
export function dueOfAgency(
  agency: {
    readonly code: string;
    readonly addedOn: string;
    readonly reportBy: string;
    readonly top: boolean;
  },
  day: string,
  almanac: Almanac,
  filed: ReadonlySet<string>,
): readonly (Due & { readonly subject: string })[] {
  const year = Number(day.slice(0, 4));
  const due: (Due & { subject: string })[] = [];
  const reportYear = year - 1;
  const dueOn = `${year}-${agency.reportBy}`;
  if (agency.addedOn <= dueOn && !filed.has(`${agency.code}/${reportYear}`)) {
    due.push({
      what: 'annualReport',
      which: String(reportYear),
      dueOn,
      subject: `report-${reportYear}`,
    });
  }
  const noticeYear = day.slice(5, 7) === '12' ? year + 1 : year;
  if (agency.top && !almanac.knowsYear(noticeYear)) {
    const last = `${noticeYear - 1}-12-31`;
    due.push({
      what: 'nextYearCalendar',
      which: String(noticeYear),
      dueOn: last,
      subject: 'calendar',
    });
  }
  return due;
}

/** Working days left at which each colour begins: [announced, yellow, red]. */
const leads: Readonly<Record<string, readonly [number, number, number]>> = {
  correctionNotice: [0, 2, 2],
  lapse: [0, 0, 0],
  deliveryProof: [0, 0, 0],
  annualReport: [20, 5, 2],
  nextYearCalendar: [31, 0, 0],
};

const overOnceDue = ['correctionNotice', 'extension', 'correction', 'payment'];

/** How a thing stands on a day; nothing where nobody is to be reminded of it. */
export function colourOf({ what, dueOn }: Due, day: string, almanac: Almanac): string {
  const [announced, yellow, red] = leads[what] ?? [0, 5, 2];
  if (day > dueOn) {
    if (overOnceDue.includes(what)) return '';
    if (what === 'deliveryProof' && dayAfter(dueOn, 60) < day) return '';
    return 'overdue';
  }
  const left = almanac.left(day, dueOn);
  if (left <= red) return 'red';
  if (left <= yellow) return 'yellow';
  return left <= announced ? 'upcoming' : '';
}

/** Two reminders are one: of a thing that stays overdue each day has its own. */
export const sameAs = (due: Due & { subject: string }, colour: string, day: string): string =>
  [
    due.subject,
    due.what,
    due.which,
    due.dueOn,
    colour,
    colour === 'overdue' && due.what !== 'deliveryProof' ? day : '',
  ].join(' ');
