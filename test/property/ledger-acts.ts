import {
  type CaseStatus,
  type DisclosureCase,
  isOpenThread,
  type LoggedRequestEvent,
} from '@sunledger/disclosure-case';
import { addDays } from '@sunledger/working-days';

import {
  type Act,
  answer,
  correctionNotice,
  everyAct,
  extend,
  fact,
  hearOfCorrection,
  opinion,
  rarely,
  sign,
} from './case-acts';

/** One letter, answered at once or later: what one pair of columns of a ledger can say. */
const ledgerConsultation: Act = ({ course, on, pick }) => {
  if (course.state.consultations.length > 0) return [];
  const received = course.state.receivedOn ?? on;
  const back = addDays(on, -(pick % 25));
  const sentOn = back < received ? received : back;
  const letter = { consultationId: 'c1' };
  return [
    { type: 'ConsultThirdParty', on: sentOn, ...letter },
    ...(pick % 2 === 0
      ? [{ type: 'ReceiveThirdPartyOpinion', on, ...letter, opinion: 'consent' } as const]
      : []),
  ];
};

/** A reply dated back could stand before an opinion that is on file. */
const onTheDay =
  (act: Act): Act =>
  (moment) =>
    act({ ...moment, on: moment.course.day });

/** Signed, sent and in hand on one day, so that 答复日期 says all. */
const answerAtOnce: Act = (moment) => [
  ...answer(moment),
  { type: 'RecordReplyDelivery', on: moment.on },
];

/** With an opinion outstanding a row could not tell whether it came before the signature. */
const ledgerReply: Act = (moment) =>
  moment.course.state.consultations.some(isOpenThread) || moment.pick % 2 === 0
    ? answerAtOnce(moment)
    : sign(moment);

const ledgerWork: readonly Act[] = [
  onTheDay(ledgerReply),
  onTheDay(ledgerReply),
  rarely,
  extend,
  ledgerConsultation,
];

/**
 * What a ledger can carry: one consultation (it has no column for a silent addressee or for the
 * day of delivery), no fees, no 合理期限. A correction of the registration itself could part a
 * remedy from its row, so only later facts are corrected.
 */
export const ledgerActs: Readonly<Record<CaseStatus, readonly Act[]>> = {
  ...everyAct,
  open: [...ledgerWork, correctionNotice, correctionNotice, ledgerConsultation, fact],
  awaitingCorrection: [hearOfCorrection, hearOfCorrection, ...ledgerWork],
  awaitingReasons: [],
  consulting: [opinion, ...ledgerWork],
  awaitingFee: [],
};

/** Facts that a correction in a ledger-bound history may be about. */
export const correctableInLedger = (
  { type }: LoggedRequestEvent,
  { consultations }: DisclosureCase,
): boolean =>
  type === 'CorrectionReceived' ||
  // Beside a letter, signature and 答复日期 have to stay on one day.
  (consultations.length === 0 && (type === 'ReplySigned' || type === 'ReplyDispatched'));
