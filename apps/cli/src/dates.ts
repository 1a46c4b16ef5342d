import { isIsoDate } from '@sunledger/working-days';

import { UsageFault } from './terminal';

/** Refuses what is no date; an option that was not given is fine. */
export function demandDate(option: string, text: string | undefined): void {
  const isDate: boolean = isIsoDate(text);
  if (text !== undefined && !isDate) {
    throw new UsageFault(`${option} 应为 2019-12-31 这样的日期，而不是“${text}”`);
  }
}

const shanghaiOffsetMs = 8 * 60 * 60 * 1000;

/** An instant as clerks read it, `2025-04-07 08:30（北京时间）`. */
export const officeTime = (instant: string): string => {
  const local = new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 16)}（北京时间）`;
};

/** A day means its end in Asia/Shanghai; an instant without a zone is in Asia/Shanghai too. */
export function instantOf(text: string, option = '--known-at'): string {
  const isDate: boolean = isIsoDate(text);
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(text);
  const zoned = isDate ? `${text}T23:59:59.999+08:00` : hasZone ? text : `${text}+08:00`;
  const instant = Date.parse(zoned);
  if (Number.isNaN(instant)) {
    throw new UsageFault(
      `${option} 应为日期或时刻（如 2020-01-15T09:00:00+08:00），而不是“${text}”`,
    );
  }
  return new Date(instant).toISOString();
}
