import { Type } from '@sinclair/typebox';

const Figure = Type.Number();
const open = { additionalProperties: true } as const;
const figuresBy = (description: string) => Type.Record(Type.String(), Figure, { description });

const Remedies = Type.Object({
  upheld: Figure,
  corrected: Figure,
  otherResult: Figure,
  pending: Figure,
  total: Figure,
});

/** The report as JSON; the ids are those of the published formats of 2019 and 2021. */
export const ReportJson = Type.Object(
  {
    agency: Type.Object({ code: Type.String(), name: Type.String() }),
    year: Type.Integer(),
    format: Type.Union([Type.Literal(2019), Type.Literal(2021)]),
    asOf: Type.String({ description: '统计截止日' }),
    knownAt: Type.String({ description: '知悉时点（UTC）' }),
    logPosition: Type.String({ description: '日志位置' }),
    tables: Type.Object({
      activeDisclosure: Type.Record(
        Type.String(),
        Type.Record(Type.String(), figuresBy('按栏目')),
        { description: '第二部分' },
      ),
      applications: Type.Record(Type.String(), figuresBy('按申请人类型'), {
        description: '第三部分',
      }),
      remedies: Type.Object(
        { review: Remedies, directSuit: Remedies, suitAfterReview: Remedies },
        { description: '第四部分' },
      ),
    }),
    narrative: Type.Object(
      { received: Figure, closed: Figure, closedOnTime: Figure, byDisposal: figuresBy('按结果') },
      open,
    ),
    checks: Type.Array(
      Type.Object(
        { id: Type.String(), ok: Type.Boolean(), cases: Type.Array(Type.String()) },
        { ...open, description: '勾稽关系，不成立时列出案件' },
      ),
    ),
  },
  { $id: 'AnnualReport' },
);

export const CellCasesAnswer = Type.Object({
  cases: Type.Array(
    Type.Object(
      { caseId: Type.String(), agency: Type.String() },
      { ...open, description: '第三部分为案件，第四部分为复议或诉讼（带 remedyId）' },
    ),
  ),
  next: Type.Union([Type.String(), Type.Null()]),
});

export const FilingAnswer = Type.Object(
  {
    status: Type.String({ description: 'open、frozen、approved、submitted、published' }),
    revision: Type.Integer({ description: '没有任何填写时为 -1' }),
    prose: Type.Record(Type.String(), Type.String()),
    wasSubmitted: Type.Boolean(),
    wasPublished: Type.Boolean(),
    correctionCount: Type.Integer(),
  },
  open,
);

const Cell = Type.Object({ row: Type.String(), column: Type.String() });

export const DifferencesAnswer = Type.Object({
  cases: Type.Array(
    Type.Object({
      caseId: Type.String(),
      serialNumber: Type.String(),
      before: Type.Array(Cell),
      after: Type.Array(Cell),
    }),
  ),
  cells: Type.Array(
    Type.Object({ row: Type.String(), column: Type.String(), delta: Type.Integer() }),
  ),
});
