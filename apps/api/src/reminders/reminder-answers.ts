import { Type } from '@sinclair/typebox';
import { dutyKinds, dutyOwners, reminderLevels } from '@sunledger/reminder';

import { OnDate } from '../http/fields';

const oneOf = <Value extends string>(values: readonly Value[], description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value)),
    { description },
  );

const dutyFields = {
  agency: Type.String({ description: '机关代码' }),
  subject: Type.String({ description: '所属：request-…、remedy-…、report-…、calendar' }),
  kind: oneOf(dutyKinds, '应办事项'),
  kindLabel: Type.String(),
  reference: Type.String({ description: '同类事项的区分，如征求意见编号' }),
  caseId: Type.Optional(Type.String()),
  serialNumber: Type.Optional(Type.String({ description: '登记编号' })),
  dueOn: Type.String({ ...OnDate, description: '期限' }),
  provisional: Type.Boolean({ description: '期限尚可能变动' }),
  level: oneOf(reminderLevels, '程度'),
  levelLabel: Type.String(),
} as const;

/** The work list of what is due. */
export const OpenRemindersAnswer = Type.Object({
  on: Type.String({ ...OnDate, description: '按此日计算' }),
  reminders: Type.Array(
    Type.Object({
      ...dutyFields,
      agencyName: Type.String({ description: '机关名称' }),
      owedBy: oneOf(dutyOwners, '应由谁办'),
      article: Type.String({ description: '依据' }),
      workingDaysLeft: Type.Integer({ description: '剩余工作日，含期限当日' }),
      daysOverdue: Type.Integer({ description: '逾期的自然日数' }),
      workingOut: Type.Union([Type.String(), Type.Null()], {
        description: '期限如何算出：案件经过或年报的地址',
      }),
    }),
  ),
  next: Type.Union([Type.String(), Type.Null()]),
});

/** What an agency was reminded of. */
export const IssuedRemindersAnswer = Type.Object({
  reminders: Type.Array(
    Type.Object({
      ...dutyFields,
      issueId: Type.String({ description: '提醒批次' }),
      issuedOn: Type.String(OnDate),
      catchingUp: Type.Boolean({ description: '补发：应在此前的日子发出' }),
    }),
  ),
  next: Type.Union([Type.String(), Type.Null()]),
});
