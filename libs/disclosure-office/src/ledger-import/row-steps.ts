import {
  type RequestCommand,
  type Sealed,
  type Lookup,
  ruleSetFor,
} from '@sunledger/disclosure-case';
import type { RequestRow } from '@sunledger/ledger';
import type { Policy } from '@sunledger/policy';

import type { PersonalFields } from '../personal-fields';

/** One thing a row says the office did: a stable name, the column it comes from, the command. */
export interface RowStep {
  readonly name: string;
  readonly column: string;
  readonly command: RequestCommand;
}

/** Names the one consultation a ledger row can hold. */
export const ledgerConsultation = 'ledger';

/** What identifies a person in a row, to be sealed with the key of its case. */
export const personalOfRow = (row: RequestRow): PersonalFields => ({
  ...(row.applicantName === undefined ? {} : { name: row.applicantName }),
  ...(row.documentNumber === undefined ? {} : { documentNumber: row.documentNumber }),
  ...(row.contact === undefined ? {} : { contact: row.contact }),
  requestText: row.requestText,
});

/**
 * The history a ledger row tells, as commands in the order in which things happened. The ledger
 * does not say how a reply was sent; 答复日期 is taken as the posting day, the day that decides.
 */
export function stepsOfRow(
  row: RequestRow,
  agency: string,
  personal: { readonly sealed: Sealed; readonly lookup: Lookup },
  policy: Policy,
): readonly RowStep[] {
  const steps: RowStep[] = [registrationStep(row, agency, personal)];
  const add = (name: string, column: string, command: RequestCommand) =>
    steps.push({ name, column, command });

  if (row.correctionNotifiedOn !== undefined) {
    const on = row.correctionNotifiedOn;
    const items = ['（台账未载补正事项）'];
    add('correctionRequested', '补正告知日期', { type: 'RequestCorrection', on, items });
    add('correctionNotified', '补正告知日期', {
      type: 'DispatchCorrectionNotice',
      on,
      method: 'postal',
    });
  }
  if (row.correctedOn !== undefined) {
    add('corrected', '补正收到日期', { type: 'ReceiveCorrection', on: row.correctedOn });
  }
  if (row.consultationSentOn !== undefined) {
    add('consulted', '征求意见发出日期', {
      type: 'ConsultThirdParty',
      on: row.consultationSentOn,
      consultationId: ledgerConsultation,
    });
  }
  if (row.consultationAnsweredOn !== undefined) {
    add('opinionReceived', '征求意见收到日期', {
      type: 'ReceiveThirdPartyOpinion',
      on: row.consultationAnsweredOn,
      consultationId: ledgerConsultation,
    });
  }
  if (row.extensionNotifiedOn !== undefined) {
    const on = row.extensionNotifiedOn;
    const max = ruleSetFor(row.receivedOn, policy).extensionWorkingDaysMax;
    const workingDays = row.extensionWorkingDays ?? max;
    add('extensionApproved', '延期工作日数', { type: 'ApproveExtension', on, workingDays });
    add('extensionNotified', '延期告知日期', { type: 'NotifyExtension', on });
  }
  steps.push(...endingSteps(row));
  // Array.prototype.sort is stable: what a row puts on one day keeps the order of the workflow.
  return steps.sort((one, other) =>
    one.command.on < other.command.on ? -1 : one.command.on > other.command.on ? 1 : 0,
  );
}

const registrationStep = (
  row: RequestRow,
  agency: string,
  { sealed, lookup }: { readonly sealed: Sealed; readonly lookup: Lookup },
): RowStep => ({
  name: 'registered',
  column: '收到日期',
  command: {
    type: 'RegisterApplication',
    on: row.receivedOn,
    agency,
    serialNumber: row.serialNumber,
    channel: row.channel,
    applicantType: row.applicantType,
    receivedOn: row.receivedOn,
    personal: sealed,
    lookup,
    ...(row.remark === undefined ? {} : { note: row.remark }),
  },
});

function endingSteps(row: RequestRow): readonly RowStep[] {
  const { repliedOn: on, disposalKind, documentNumberOfReply: documentNumber } = row;
  if (on === undefined || disposalKind === undefined) return [];
  const column = '处理结果';
  if (disposalKind === 'withdrawn') {
    return [{ name: 'withdrawn', column, command: { type: 'WithdrawApplication', on } }];
  }
  if (disposalKind === 'correctionLapsed') {
    return [{ name: 'correctionLapsed', column, command: { type: 'LapseCorrection', on } }];
  }
  if (disposalKind === 'feeLapsed') {
    return [{ name: 'feeLapsed', column, command: { type: 'LapseFee', on } }];
  }
  const signed = { type: 'SignReply', on, disposalKind } as const;
  const numbered = documentNumber === undefined ? signed : { ...signed, documentNumber };
  return [
    { name: 'replySigned', column, command: numbered },
    {
      name: 'replySent',
      column: '答复日期',
      command: { type: 'DispatchReply', on, method: 'postal' },
    },
  ];
}
