import { Type } from '@sinclair/typebox';

/** How every error is told. */
export const ProblemJson = Type.Object(
  {
    type: Type.String({ description: 'urn:sunledger:problem:<code>' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: '稳定代码' }),
    detail: Type.String({ description: '发生了什么、如何处理' }),
    facts: Type.Record(Type.String(), Type.Unknown(), { description: '有关事实' }),
    faults: Type.Optional(
      Type.Array(Type.Object({ path: Type.String(), message: Type.String() }), {
        description: '内容中的每一处错误',
      }),
    ),
    missed: Type.Optional(
      Type.Array(
        Type.Object({
          revision: Type.Integer(),
          type: Type.String(),
          occurredOn: Type.String(),
          recordedAt: Type.String(),
          actor: Type.String(),
          sentence: Type.String(),
        }),
        { description: '查看之后他人登记的事实' },
      ),
    ),
    errorId: Type.Optional(Type.String({ description: '服务器日志中的编号' })),
  },
  { $id: 'Problem' },
);
