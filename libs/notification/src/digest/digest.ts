import { type AccountReminderLevel, reminderLevels } from '@sunledger/agency-register';
import { reminderLevelLabels } from '@sunledger/reminder';
import { daysBetween, type IsoDate, weekday } from '@sunledger/working-days';

/** What is spoken of; nothing of an applicant has a place in it. */
export interface DigestItem {
  /** What is to be done, in Chinese. */
  readonly duty: string;
  readonly level: AccountReminderLevel;
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly dueOn: IsoDate;
  /** The date may still move: a calendar is not published yet. */
  readonly provisional: boolean;
  readonly caseId?: string | undefined;
  readonly serialNumber?: string | undefined;
}

export interface DigestOccasion {
  /** The agency whose reminders these are. */
  readonly agencyName: string;
  /** The day on which the message is read, Asia/Shanghai. */
  readonly on: IsoDate;
  /** Working days in (on, dueOn]. */
  readonly workingDaysTo: (dueOn: IsoDate) => number;
  /** Where the system is reached, without a slash at its end; empty where nobody stated it. */
  readonly publicUrl: string;
}

export interface DigestLine {
  readonly level: AccountReminderLevel;
  readonly text: string;
  readonly href?: string;
}

/** A message before it takes the form that a channel asks for. */
export interface Digest {
  readonly title: string;
  readonly intro: string;
  readonly lines: readonly DigestLine[];
  /** Where the live list is found; absent where no address is known. */
  readonly href?: string;
}

/** What each level is called in a message: as in the work list. */
export const levelLabels: Readonly<Record<AccountReminderLevel, string>> = reminderLevelLabels;

/** Stands first in every title: robots with a keyword let through what has it. */
export const productName = '阳光台账';

const mostPressingFirst = [...reminderLevels].reverse();
const weekdays = ['日', '一', '二', '三', '四', '五', '六'];

/**
 * The one message for one person, channel and run: counts by level in the title, one line per duty,
 * the most pressing first. Pure.
 */
export function renderDigest(
  items: readonly DigestItem[],
  { agencyName, on, workingDaysTo, publicUrl }: DigestOccasion,
): Digest {
  const counts = mostPressingFirst
    .map((level) => ({ level, count: items.filter((item) => item.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${levelLabels[level]} ${count} 项`);
  const agency = plain(agencyName);
  const lines = [...items].sort(byPressure).map((item): DigestLine => {
    const left = remaining(item.dueOn, on, workingDaysTo);
    const text = [nameOf(item), dueDate(item), left].join('，');
    const href = caseAddress(publicUrl, item.caseId);
    return { level: item.level, text, ...(href === undefined ? {} : { href }) };
  });
  return {
    title: `【${productName}】${counts.join('、')}（${agency}）`,
    intro: `${agency}截至 ${on} 的期限提醒，共 ${items.length} 项：`,
    lines,
    ...(publicUrl === '' ? {} : { href: listAddress(publicUrl) }),
  };
}

/** The page with everything that is due. */
const listAddress = (publicUrl: string): string => `${publicUrl}/reminders`;

/** The message by which a person sees that a channel works. */
export const testDigest = (agencyName: string, publicUrl: string): Digest => ({
  title: `【${productName}】测试消息（${plain(agencyName)}）`,
  intro: '这是一条测试消息。收到它，说明期限提醒能够送到这里，无需办理任何事项。',
  lines: [],
  ...(publicUrl === '' ? {} : { href: listAddress(publicUrl) }),
});

/** Names may hold line breaks or control characters; a message is built of lines. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ').trim();

/** The page of a request, for people; absent without an address of the system or without a request. */
function caseAddress(publicUrl: string, caseId: string | undefined): string | undefined {
  if (publicUrl === '' || caseId === undefined) return undefined;
  // Brackets would end a link of Markdown.
  const named = encodeURIComponent(caseId).replaceAll('(', '%28').replaceAll(')', '%29');
  return `${publicUrl}/requests/${named}`;
}

const nameOf = ({ duty, serialNumber }: DigestItem): string =>
  serialNumber === undefined ? plain(duty) : `${plain(serialNumber)} ${plain(duty)}`;

function dueDate({ dueOn, provisional }: DigestItem): string {
  const day = `${dueOn}（周${weekdays[weekday(dueOn)] ?? ''}）`;
  return provisional ? `期限 ${day}（暂定）` : `期限 ${day}`;
}

function remaining(
  dueOn: IsoDate,
  on: IsoDate,
  workingDaysTo: DigestOccasion['workingDaysTo'],
): string {
  if (dueOn < on) return `已逾期 ${daysBetween(dueOn, on)} 天`;
  if (dueOn === on) return '今天到期';
  const left = workingDaysTo(dueOn);
  // A date of the calendar, as that of the report, may be a day of rest.
  return left === 0 ? '期限前已无工作日' : `还有 ${left} 个工作日`;
}

const byPressure = (one: DigestItem, other: DigestItem): number =>
  mostPressingFirst.indexOf(one.level) - mostPressingFirst.indexOf(other.level) ||
  inOrder(one.dueOn, other.dueOn) ||
  inOrder(one.serialNumber ?? '', other.serialNumber ?? '') ||
  inOrder(one.duty, other.duty);

const inOrder = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);
