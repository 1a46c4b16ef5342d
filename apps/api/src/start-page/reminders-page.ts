import type { Static } from '@sinclair/typebox';

import type { OpenRemindersAnswer } from '../reminders/reminder-answers';
import { escaped, page, table } from './page';

type OpenReminders = Static<typeof OpenRemindersAnswer>;
type OpenLine = OpenReminders['reminders'][number];

/** The work list for people; a request leads to its page, a report to its printed form. */
export function remindersPage(
  { on, reminders }: OpenReminders,
  nextAddress: string | null,
): string {
  const list =
    reminders.length === 0
      ? '<p>没有临近期限、到期或逾期的事项。</p>'
      : table(
          `截至 ${on}，期限近的在前`,
          ['程度', '机关', '事项', '期限', '剩余', '依据'],
          reminders.map(rowOf),
        );
  const more =
    nextAddress === null
      ? ''
      : `<p class="screen"><a href="${escaped(nextAddress)}" rel="next">后面的事项</a></p>`;
  return page(
    '待办清单 · 阳光台账',
    `<header><h1>待办清单</h1></header>\n<main>\n${list}\n${more}\n</main>
<nav class="screen"><p><a href="/">首页</a></p></nav>`,
  );
}

const rowOf = (line: OpenLine): readonly string[] => {
  const { levelLabel, agency, dueOn, provisional, article } = line;
  const due = `${dueOn}${provisional ? '（暂定）' : ''}`;
  return [
    ...[levelLabel, agency].map(escaped),
    matterOf(line),
    ...[due, leftOf(line), article].map(escaped),
  ];
};

function matterOf({ kind, kindLabel, agency, reference, caseId, serialNumber }: OpenLine): string {
  const text = escaped(serialNumber === undefined ? kindLabel : `${serialNumber} ${kindLabel}`);
  if (caseId !== undefined) return `<a href="/requests/${encodeURIComponent(caseId)}">${text}</a>`;
  if (kind !== 'annualReport') return text;
  const report = `/api/v1/reports/${encodeURIComponent(agency)}/${encodeURIComponent(reference)}`;
  return `<a href="${report}.html">${escaped(`${reference} 年度`)} ${text}</a>`;
}

const leftOf = ({ daysOverdue, workingDaysLeft }: OpenLine): string =>
  daysOverdue > 0 ? `已逾期 ${daysOverdue} 天` : `${workingDaysLeft} 个工作日`;
