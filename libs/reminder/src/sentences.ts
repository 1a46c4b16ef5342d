import { dutyTraits } from './duty';
import type { LoggedReminderEvent, ReminderEvent, ReminderItem } from './events';
import { reminderLevelLabels } from './level';
import { noLongerDue } from './undelivered';

const subjectWords = ({ subject, serialNumber, reference }: ReminderItem): string => {
  if (serialNumber !== undefined) return serialNumber;
  if (subject === 'calendar') return `${reference} 年`;
  return subject.startsWith('report-') ? `${reference} 年度` : subject;
};

/** One reminder as a line of a digest: number, duty and date, nothing about the applicant. */
export const reminderSentence = (item: ReminderItem): string =>
  `${subjectWords(item)} ${dutyTraits[item.duty].label}：期限 ${item.dueOn}` +
  `${item.provisional ? '（暂定）' : ''}，${reminderLevelLabels[item.level]}` +
  (item.catchingUp === true ? '（补发）' : '');

/** What each fact says, in the office's words; without personal data. */
export function reminderEventSentence(event: ReminderEvent | LoggedReminderEvent): string {
  switch (event.type) {
    case 'RemindersIssued': {
      const { items } = event.data;
      return `发出提醒 ${items.length} 项：${items.map(reminderSentence).join('；')}`;
    }
    case 'ReminderDelivered':
      return `提醒已送达（账户 ${event.data.accountId}，${event.data.channel}）`;
    case 'ReminderDeliveryAbandoned': {
      const { accountId, channel, attempts, reason } = event.data;
      if (reason === noLongerDue) {
        return `提醒不再发送（账户 ${accountId}，${channel}）：所提事项在送达之前已办结，或期限已变动`;
      }
      return `提醒未能送达（账户 ${accountId}，${channel}），发送 ${attempts} 次后不再发送：${reason}`;
    }
  }
}
