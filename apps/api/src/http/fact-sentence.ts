import type {
  AccountEventType,
  AgencyEventType,
  CalendarEventType,
  RegisterEventType,
} from '@sunledger/agency-register';
import type { ReportFilingEventType } from '@sunledger/annual-report';
import { eventSentence, requestEvents } from '@sunledger/disclosure-office';
import type { StoredEvent } from '@sunledger/event-store';
import type { RemedyEventType } from '@sunledger/remedy';
import { type ReminderEvent, reminderEventSentence } from '@sunledger/reminder';

type OtherEventType =
  | AccountEventType
  | AgencyEventType
  | CalendarEventType
  | RegisterEventType
  | ReportFilingEventType
  | Exclude<RemedyEventType, 'FactCorrected'>;

/** What each fact beside those of a request is called; complete by type, without personal data. */
export const factLabels = {
  AgencyAdded: '登记机关',
  AgencyRenamed: '机关更名',
  AgencyMoved: '变更隶属',
  AgencyClosed: '撤销机关',
  AccountOpened: '开立账户',
  NotificationPreferencesSet: '设置提醒方式',
  CalendarFeedOpened: '开通日历订阅',
  AccountClosed: '停用账户',
  CalendarPublished: '公布节假日安排',
  CalendarAmended: '调整节假日安排',
  SerialNumberAssigned: '给予登记编号',
  YearClosed: '年度结转',
  ActiveDisclosureEntered: '填写第二部分数字',
  ProseEntered: '填写文字',
  ReportDrafted: '提交年度报告草稿',
  ReportFrozen: '年度报告定稿',
  ReportReopened: '撤回定稿',
  ReportApproved: '批准年度报告',
  ReportSubmitted: '报送年度报告',
  ReportPublished: '公布年度报告',
  ReportCorrected: '更正年度报告',
  ReviewFiled: '申请行政复议',
  ReviewAccepted: '复议受理',
  ReviewAnswered: '提出复议答复',
  ReviewDecided: '复议决定',
  ReviewWithdrawn: '撤回复议申请',
  SuitFiled: '提起行政诉讼',
  SuitDocketed: '诉讼立案',
  SuitAnswered: '提交答辩状',
  SuitDecided: '诉讼裁判',
  SuitAppealed: '上诉',
  SuitWithdrawn: '撤诉（撤回上诉）',
} as const satisfies Record<OtherEventType, string>;

/** One fact of any stream as a sentence a clerk can read. */
export function factSentence(event: StoredEvent): string {
  if (event.stream.startsWith('request-')) {
    return requestEvents([event]).map(eventSentence).join('');
  }
  if (event.stream.startsWith('reminders-')) {
    // The catalogue has checked each event against the schema of its type.
    return reminderEventSentence(event as unknown as ReminderEvent);
  }
  if (event.type === 'FactCorrected') return '更正事实';
  return event.type in factLabels ? factLabels[event.type as OtherEventType] : event.type;
}
