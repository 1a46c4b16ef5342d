import type { RequestEventData, RequestEventType } from '@sunledger/disclosure-case';

import type { LoggedFact } from './office-log';

/** A fact about a request; `data` is what its schema asks for. */
export const requestFact = <Type extends RequestEventType>(
  caseId: string,
  type: Type,
  occurredOn: string,
  data: RequestEventData<Type>,
): LoggedFact => ({ stream: `request-${caseId}`, type, occurredOn, data });

/** A request of agency `A` from a natural person, received on a day. */
export const registered = (
  caseId: string,
  receivedOn: string,
  data: Partial<RequestEventData<'ApplicationRegistered'>> = {},
): LoggedFact =>
  requestFact(caseId, 'ApplicationRegistered', receivedOn, {
    agency: 'A',
    serialNumber: `2019-${caseId}`,
    registeredOn: receivedOn,
    channel: 'inPerson',
    applicantType: 'naturalPerson',
    receiptBasis: 'channelRule',
    proceeding: 'disclosure',
    lookup: {},
    ...data,
  });

/** A reply signed and posted on one day. */
export const replied = (
  caseId: string,
  on: string,
  disposalKind: RequestEventData<'ReplySigned'>['disposalKind'] = 'disclosedProvided',
): readonly LoggedFact[] => [
  requestFact(caseId, 'ReplySigned', on, {
    disposalKind,
    documentNumber: `答〔2019〕${caseId}号`,
    remedyAdvice: 'choice',
  }),
  requestFact(caseId, 'ReplyDispatched', on, { method: 'postal' }),
];

export const serialNumberGiven = (
  caseId: string,
  on: string,
  serialNumber: string,
  ordinal: number,
): LoggedFact => ({
  stream: `register-A-${on.slice(0, 4)}`,
  type: 'SerialNumberAssigned',
  occurredOn: on,
  data: { serialNumber, caseId, ordinal },
});
