import { type Static, Type } from '@sinclair/typebox';
import { type Job, jobStateLabels, jobStates, toldJob } from '@sunledger/jobs';

const open = { additionalProperties: true } as const;
const nullable = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
const Refused = Type.Object(
  {
    refused: Type.String({ description: '稳定代码' }),
    facts: Type.Record(Type.String(), Type.Unknown()),
  },
  open,
);
const Instant = (description: string) => Type.String({ description: `${description}（UTC）` });

/** The states as the document lists them. */
export const JobStateName = Type.Union(
  jobStates.map((state) => Type.Literal(state)),
  { description: jobStates.map((state) => `${state}（${jobStateLabels[state]}）`).join('、') },
);

/** One job as it is told: where it stands, how far it is, and what went wrong. */
export const JobJson = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    title: Type.String({ description: '任务名称' }),
    state: JobStateName,
    stateLabel: Type.String(),
    data: Type.Unknown({ description: '任务内容：只有编号和日期' }),
    requestedBy: Type.String(),
    createdAt: Instant('提出的时刻'),
    runAfter: Instant('不早于该时刻办理'),
    startedAt: nullable(Instant('最近一次开始办理的时刻')),
    endedAt: nullable(Instant('结束的时刻')),
    attempt: Type.Integer({ description: '已办理次数' }),
    attempts: Type.Array(
      Type.Object(
        {
          attempt: Type.Integer(),
          worker: Type.String(),
          startedAt: Type.String(),
          endedAt: Type.String(),
          outcome: Type.String({ description: 'failed、timed-out 或 lost（进程中断）' }),
          error: Type.String(),
          refusal: Type.Optional(Refused),
        },
        open,
      ),
      { description: '未成的各次，最近 20 次' },
    ),
    lastError: nullable(Type.String()),
    refusal: Type.Union([Refused, Type.Null()], {
      description: '因不符合规定而未成的：稳定代码和事实；重试前须先改正',
    }),
    cancelRequested: Type.Boolean({ description: '已要求正在办理的进程停止' }),
    progress: Type.Union([
      Type.Object(
        {
          done: Type.Integer(),
          total: Type.Optional(Type.Integer()),
          sentence: Type.String({ description: '进度说明' }),
        },
        open,
      ),
      Type.Null(),
    ]),
    result: Type.Unknown({ description: '办完后的结果，未办完为 null' }),
  },
  { ...open, $id: 'Job' },
);

export const JobPageJson = Type.Object({
  jobs: Type.Array(JobJson),
  next: Type.Union([Type.String(), Type.Null()], { description: '下一页的 after；末页为 null' }),
});

/** A job in the words of the office. */
export const jobJson = (job: Job): Static<typeof JobJson> => toldJob(job);
