import { Type } from '@sinclair/typebox';

const open = { additionalProperties: true } as const;
const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
const Day = Type.String({ description: 'YYYY-MM-DD' });

const WorkingLine = Type.Object({
  on: Day,
  counted: Type.Boolean(),
  day: nullable(Type.Integer()),
  why: Type.String(),
});

/** Due dates with their working-out, line by line. */
export const DeadlineJson = Type.Object(
  {
    ruleSet: Type.String(),
    receivedOn: Day,
    correctionNoticeDueOn: nullable(Day),
    baseDueOn: nullable(Day),
    dueOn: nullable(Day),
    provisional: Type.Boolean(),
    workings: Type.Array(WorkingLine),
  },
  { ...open, $id: 'Deadline' },
);

export const RequestDetailAnswer = Type.Object(
  {
    caseId: Type.String(),
    agency: nullable(Type.String()),
    serialNumber: nullable(Type.String()),
    status: Type.String(),
    statusLabel: Type.String(),
    revision: Type.Integer({ description: '即 ETag' }),
    position: Type.Integer(),
    changedAt: Type.String({ description: '最近一次登记的时刻（UTC）' }),
    closing: nullable(Type.Object({ on: Day, disposalKind: Type.String() }, open)),
    deadline: nullable(DeadlineJson),
    duties: Type.Array(
      Type.Object({
        kind: Type.String(),
        kindLabel: Type.String(),
        reference: Type.String({ description: '同类事项的区分，如征求意见编号' }),
        dueOn: Day,
        provisional: Type.Boolean(),
        owedBy: Type.String({ description: '应由谁办' }),
        article: Type.String({ description: '依据' }),
        workingDaysLeft: Type.Integer({ description: '剩余工作日，含期限当日' }),
        daysOverdue: Type.Integer({ description: '逾期的自然日数' }),
      }),
      { description: '本案的待办事项，期限近的在前' },
    ),
    permittedCommands: Type.Array(Type.Object({ command: Type.String(), label: Type.String() }), {
      description: '目前可以办理的事项',
    }),
    case: Type.Object({}, { ...open, description: '案件现状，不含个人信息' }),
  },
  { $id: 'RequestDetail' },
);

export const RequestHistoryAnswer = Type.Object({
  caseId: Type.String(),
  serialNumber: Type.String(),
  steps: Type.Array(
    Type.Object({
      revision: Type.Integer(),
      position: Type.Integer(),
      eventId: Type.String({ description: '更正事实时以此指明' }),
      type: Type.String(),
      occurredOn: Day,
      recordedAt: Type.String(),
      actor: Type.String(),
      sentence: Type.String(),
      status: Type.String(),
      dueOn: nullable(Day),
      provisional: Type.Boolean(),
      dueBecause: nullable(Type.String()),
      warnings: Type.Array(Type.String()),
    }),
  ),
});

export const RequestPageAnswer = Type.Object({
  requests: Type.Array(Type.Object({ caseId: Type.String(), agency: Type.String() }, open)),
  next: nullable(Type.String()),
});
