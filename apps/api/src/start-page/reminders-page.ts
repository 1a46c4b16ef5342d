import type { Static } from '@sinclair/typebox';
import { type ReminderLevel, reminderLevelLabels, reminderLevels } from '@sunledger/reminder';
import type { IsoDate } from '@sunledger/working-days';

import type { OpenRemindersAnswer } from '../reminders/reminder-answers';
import { dayText, escaped, type Following, leftText, page, table } from './page';

type OpenReminders = Static<typeof OpenRemindersAnswer>;
type OpenLine = OpenReminders['reminders'][number];

/** What a clerk has chosen to see. */
export interface ListChoice {
  readonly agency?: string | undefined;
  readonly agencyName?: string | undefined;
  readonly level?: string | undefined;
  readonly rollup?: boolean | undefined;
  /** The page before this one, where it is not the first. */
  readonly after?: string | undefined;
}

const mostPressingFirst = [...reminderLevels].reverse();

/** The work list for people; a request leads to its page, a report to its printed form. */
export function remindersPage(
  { on, reminders }: OpenReminders,
  choice: ListChoice,
  nextAddress: string | null,
  following: Following,
): string {
  const whole = nextAddress === null && choice.after === undefined;
  const list =
    reminders.length === 0
      ? `<p>${escaped(nothingText(choice))}</p>`
      : table(
          `截至 ${dayText(on)}，期限近的在前`,
          ['程度', '机关', '事项', '期限', '剩余', '依据'],
          reminders.map((line) => rowOf(line, on)),
          'stacks',
        );
  const more =
    nextAddress === null
      ? ''
      : `<p class="screen"><a href="${escaped(nextAddress)}" rel="next">后面的事项</a></p>`;
  return page(
    '待办清单 · 阳光台账',
    `<header><h1>待办清单</h1>
<p id="live" class="screen" role="status"></p></header>
${choicesOf(choice)}
<main>
<p>${escaped(countsText(reminders, whole))}</p>
${list}
${more}
</main>
<nav class="screen" aria-label="其他页面"><p><a href="/">首页</a></p></nav>`,
    following,
  );
}

/** How many there are of each level, the most pressing first. */
function countsText(reminders: readonly OpenLine[], whole: boolean): string {
  if (reminders.length === 0) return '';
  const counts = mostPressingFirst
    .map((level) => ({ level, count: reminders.filter((line) => line.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${reminderLevelLabels[level]} ${count} 项`);
  return `${whole ? '共' : '本页'} ${reminders.length} 项：${counts.join('、')}。`;
}

const labelOf = (level: string): string =>
  level
    .split(',')
    .map((word) => word.trim())
    .map((word) => (isLevel(word) ? reminderLevelLabels[word] : word))
    .join('、');

const isLevel = (word: string): word is ReminderLevel =>
  reminderLevels.some((level) => level === word);

function nothingText({ agencyName, level, after }: ListChoice): string {
  if (after !== undefined) return '后面没有事项了。';
  const whose = agencyName ?? '';
  return level === undefined
    ? `${whose}没有临近期限、到期或逾期的事项。`
    : `${whose}没有“${labelOf(level)}”的事项。`;
}

const addressOf = (choice: ListChoice): string => {
  const { agency, level, rollup } = choice;
  const query = new URLSearchParams({
    ...(agency === undefined ? {} : { agency }),
    ...(rollup === true ? { rollup: 'true' } : {}),
    ...(level === undefined ? {} : { level }),
  }).toString();
  return query === '' ? '/reminders' : `/reminders?${query}`;
};

/** Links by which the list is narrowed and widened. */
function choicesOf(choice: ListChoice): string {
  const link = (text: string, to: ListChoice, current: boolean) =>
    `<a href="${escaped(addressOf(to))}"${current ? ' aria-current="true"' : ''}>${escaped(text)}</a>`;
  const { level, agencyName } = choice;
  const levels = [
    link('全部', { ...choice, level: undefined }, level === undefined),
    ...mostPressingFirst.map((one) =>
      link(reminderLevelLabels[one], { ...choice, level: one }, level === one),
    ),
  ];
  const ofAgency =
    agencyName === undefined
      ? ''
      : `\n<p>机关：${escaped(agencyName)} ${link('看全部机关', { level }, false)}</p>`;
  return `<nav class="screen choices" aria-label="筛选"><p>程度：${levels.join(' ')}</p>${ofAgency}</nav>`;
}

const rowOf = (line: OpenLine, on: IsoDate): readonly string[] => {
  const { level, levelLabel, agency, agencyName, dueOn, provisional, article } = line;
  const due = `${dayText(dueOn)}${provisional ? '（暂定）' : ''}`;
  const ofAgency = escaped(addressOf({ agency }));
  return [
    `<span class="${level}">${escaped(levelLabel)}</span>`,
    `<a href="${ofAgency}">${escaped(agencyName)}</a>`,
    matterOf(line),
    ...[due, leftText(line, on), article].map(escaped),
  ];
};

function matterOf({ kind, kindLabel, agency, reference, caseId, serialNumber }: OpenLine): string {
  const text = escaped(serialNumber === undefined ? kindLabel : `${serialNumber} ${kindLabel}`);
  if (caseId !== undefined) return `<a href="/requests/${encodeURIComponent(caseId)}">${text}</a>`;
  if (kind !== 'annualReport') return `${escaped(`${reference} 年`)}：${text}`;
  const report = `/api/v1/reports/${encodeURIComponent(agency)}/${encodeURIComponent(reference)}`;
  return `<a href="${report}.html">${escaped(`${reference} 年`)}${text}</a>`;
}
