import { isRefusal, type Refusal } from '@sunledger/decider';
import { refusalSentence } from '@sunledger/disclosure-office';

import { statusOfRefusal } from './refusal-status';

/** An error as it is told: RFC 9457, with a stable code, the facts, and a sentence for the clerk. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** Stable; clients decide by it. */
  readonly code: string;
  /** What happened and how to mend it, in Chinese. */
  readonly detail: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Every fault of a body, each with its place. */
  readonly faults?: readonly BodyFault[];
  /** What others logged since the clerk looked. */
  readonly missed?: readonly MissedFact[];
  /** Names the fault in the log of the server. */
  readonly errorId?: string;
}

export interface BodyFault {
  /** JSON pointer into the body, or the name of a query parameter. */
  readonly path: string;
  readonly message: string;
}

export interface MissedFact {
  readonly revision: number;
  readonly type: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly sentence: string;
}

const titles: Readonly<Record<number, string>> = {
  400: '请求有误',
  403: '拒绝访问',
  404: '没有找到',
  405: '不支持的操作',
  409: '目前不能办理',
  412: '内容已被更新',
  413: '内容过大',
  415: '内容类型不支持',
  422: '填写的内容有误',
  500: '系统出错',
  503: '暂时不可用',
};

export const problemOf = (
  status: number,
  code: string,
  detail: string,
  facts: Readonly<Record<string, unknown>> = {},
): Problem => ({
  type: `urn:sunledger:problem:${code}`,
  title: titles[status] ?? '未能办理',
  status,
  code,
  detail,
  facts,
});

/** Ends a request with a problem; thrown by what serves it, told by the filter. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** A refusal of the office as a problem, its status from the one table. */
export const refusalProblem = ({ refused, facts }: Refusal): Problem =>
  problemOf(statusOfRefusal(refused), refused, refusalSentence(refused, facts), facts);

/** The answer, or its refusal as a problem. */
export function orProblem<Answer>(answer: Answer): Exclude<Answer, { refused: string }> {
  if (isRefusal(answer)) throw new ProblemError(refusalProblem(answer));
  // `isRefusal` has just excluded the only member with `refused`.
  return answer as Exclude<Answer, { refused: string }>;
}
