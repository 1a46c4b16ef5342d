import { ProblemError, problemOf } from './problem';

/** A year as it stands in an address. */
export function yearOfPath(text: string): number {
  if (/^[12]\d{3}$/.test(text)) return Number(text);
  throw new ProblemError(
    problemOf(
      404,
      'year-malformed',
      `年度应为 2019 这样的四位数字，而不是“${text.slice(0, 20)}”。`,
    ),
  );
}

/** A position of the log as it stands in an address. */
export function positionOfPath(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ProblemError(
    problemOf(404, 'position-malformed', `日志位置应为整数，而不是“${text.slice(0, 20)}”。`),
  );
}
