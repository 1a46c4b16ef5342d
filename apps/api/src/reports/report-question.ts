import type { ReportQuestion } from '@sunledger/disclosure-office';
import { isIsoDate } from '@sunledger/working-days';

import { yearOfPath } from '../http/path-values';
import { ProblemError, problemOf } from '../http/problem';

interface Grounds {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly rollup?: boolean;
}

/** Which report is asked for, from its address and query. */
export function reportQuestion(
  agency: string,
  year: string,
  { asOf, knownAt, rollup }: Grounds,
): ReportQuestion {
  const unreal: boolean = asOf !== undefined && !isIsoDate(asOf);
  if (unreal) {
    throw new ProblemError(
      problemOf(422, 'date-unreal', `${asOf ?? ''} 不是有效日期，请按 2019-12-31 的格式填写。`, {
        on: asOf,
      }),
    );
  }
  return {
    agency,
    year: yearOfPath(year),
    ...(asOf === undefined ? {} : { asOf }),
    ...(knownAt === undefined ? {} : { knownAt: instantOf(knownAt) }),
    ...(rollup === true ? { rollup } : {}),
  };
}

/** A day means its end in Asia/Shanghai; an instant without a zone is one of Asia/Shanghai. */
export function instantOf(text: string): string {
  // A plus sign in a query stands for a space unless it was encoded.
  const plain = text.replace(' ', '+');
  const isDay: boolean = isIsoDate(plain);
  const zoned = isDay
    ? `${plain}T23:59:59.999+08:00`
    : /(Z|[+-]\d\d:?\d\d)$/.test(plain)
      ? plain
      : `${plain}+08:00`;
  const instant = Date.parse(zoned);
  if (!Number.isNaN(instant)) return new Date(instant).toISOString();
  throw new ProblemError(
    problemOf(
      422,
      'instant-unreal',
      'knownAt 应为日期或时刻，例如 2020-01-15 或 2020-01-15T09:00:00+08:00。',
      { knownAt: text },
    ),
  );
}
