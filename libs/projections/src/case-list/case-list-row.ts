import { statusOf } from '@sunledger/disclosure-case';
import { noDate, type RowValues } from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';
import { yearOf } from '@sunledger/working-days';

import type { CaseHistory } from '../case/case-history';
import type { DatedDuty } from '../due-date/due-dates';

const flag = (value: boolean): number => (value ? 1 : 0);

/** A request for the list, in the order of the columns of `case_list`. */
export function caseListRow(
  history: CaseHistory,
  duties: readonly DatedDuty[],
  policy: Policy,
): RowValues {
  const { state, closed } = history;
  const { registration, receivedOn } = state;
  const reply = duties.find(({ kind }) => kind === 'reply' || kind === 'reasonablePeriod');
  const notice = duties.find(({ kind }) => kind === 'correctionNotice');
  // After erasure not even a keyed hash leads to the person.
  const lookup = state.erasedOn === undefined ? state.lookup : {};
  const onTime = closed?.onTime ?? null;
  return [
    history.caseId,
    state.agency ?? '',
    registration?.serialNumber ?? '',
    receivedOn === undefined ? 0 : yearOf(receivedOn),
    state.channel ?? '',
    state.applicantType ?? null,
    receivedOn ?? noDate,
    registration?.registeredOn ?? null,
    statusOf(state, policy),
    reply?.dueOn ?? noDate,
    flag(reply?.provisional ?? false),
    reply?.movedFrom ?? null,
    notice?.dueOn ?? null,
    closed?.closing.disposalKind ?? null,
    closed?.closing.on ?? noDate,
    onTime === null ? null : flag(onTime),
    flag(state.extension?.notifiedOn !== undefined),
    flag(state.carriedOverFrom.length > 0),
    state.assignedUnit ?? null,
    state.reply?.documentNumber ?? null,
    lookup.name ?? null,
    lookup.documentNumber ?? null,
    flag(state.voided !== undefined),
    flag(state.erasedOn !== undefined),
    history.revision,
    history.position,
  ];
}
