import { remedyKindWords, remedyResultWords } from '../words/remedy-words';
import type { RemedyRow } from './ledger-row';
import type { RowCells } from './row-cells';

/** The first regulation, and with it any remedy about a request, dates from this day. */
const FIRST_REGULATION_FROM = '2008-05-01';

/**
 * Reads one row of the remedy ledger and notes every fault in it.
 * @returns undefined when the row has a fault
 */
export const readRemedyRow = (cells: RowCells): RemedyRow | undefined => {
  const serialNumber = cells.serialNumber('登记编号');
  const kind = cells.word('类型', remedyKindWords);
  const acceptedOn = cells.date('受理日期');
  const endedOn = cells.date('审结日期');
  const word = cells.word('结果', remedyResultWords);
  const result = word === 'pending' ? undefined : word;

  if (acceptedOn !== undefined && acceptedOn < FIRST_REGULATION_FROM) {
    cells.fault('受理日期', {
      code: 'accepted-before-regulation',
      message: `早于 ${FIRST_REGULATION_FROM}，当时条例尚未施行。`,
    });
  }
  if (acceptedOn !== undefined && endedOn !== undefined && endedOn < acceptedOn) {
    cells.fault('审结日期', {
      code: 'ended-before-accepted',
      message: `早于受理日期 ${acceptedOn}。`,
    });
  }
  if (endedOn !== undefined && cells.isEmpty('结果', result)) {
    cells.fault('审结日期', { code: 'end-without-result', message: '填了审结日期，却没有结果。' });
  }
  if (result !== undefined && cells.isEmpty('审结日期', endedOn)) {
    cells.fault('结果', {
      code: 'result-without-end',
      message: '填了结果，“审结日期”却是空的。',
    });
  }

  if (
    !cells.isSound ||
    serialNumber === undefined ||
    kind === undefined ||
    acceptedOn === undefined
  ) {
    return undefined;
  }
  return {
    rowNumber: cells.rowNumber,
    serialNumber,
    kind,
    acceptedOn,
    ...(endedOn === undefined ? {} : { endedOn }),
    ...(result === undefined ? {} : { result }),
  };
};
