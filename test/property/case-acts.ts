import {
  awaitedCorrection,
  type CaseStatus,
  isOpenThread,
  replyDisposalKinds,
  type RequestCommand,
} from '@sunledger/disclosure-case';
import { addDays } from '@sunledger/working-days';

import { correctedFact } from './corrected-fact';
import type { Moment } from './moment';

export type Act = (moment: Moment) => readonly RequestCommand[];

export const chosen = <Value>(values: readonly Value[], pick: number): Value => {
  const value = values[pick % values.length];
  if (value === undefined) throw new Error('there is nothing to choose from');
  return value;
};

const methods = ['postal', 'byHand', 'electronic', 'entrusted'] as const;

export const sign: Act = (moment) => {
  const { course, on, pick, earlierCaseId } = moment;
  const disposalKind = chosen(replyDisposalKinds, pick);
  const reply: RequestCommand = {
    type: 'SignReply',
    on,
    disposalKind,
    documentNumber: `答〔${on.slice(0, 4)}〕1号`,
    reasons: '依据条例',
    access: '政府网站',
    responsibleAgency: '某局',
    finding: '理由不合理',
    ...(disposalKind === 'notProcessedRepeat' && earlierCaseId !== undefined
      ? { earlierCaseId }
      : {}),
    ...(disposalKind === 'partiallyDisclosed'
      ? {
          parts: [
            { description: '决定', outcome: 'given' },
            { description: '过程稿', outcome: 'withheld', reason: '过程性信息' },
          ],
        }
      : {}),
  };
  const searched = disposalKind === 'informationNotExist' && course.state.searchCount === 0;
  return searched ? [...search(moment), reply] : [reply];
};

const search: Act = ({ on }) => [
  {
    type: 'RecordSearch',
    on,
    holdings: '档案室',
    terms: '规划',
    searchedBy: '经办人',
    found: false,
  },
];

const dispatch: Act = ({ on, pick }) => [
  { type: 'DispatchReply', on, method: chosen(methods, pick) },
];

export const answer: Act = (moment) => {
  const { on, pick } = moment;
  const sent = [...sign(moment), ...dispatch(moment)];
  return chosen(methods, pick) === 'byHand' ? [...sent, { type: 'RecordReplyDelivery', on }] : sent;
};

export const correctionNotice: Act = ({ on, pick }) => [
  {
    type: 'RequestCorrection',
    on,
    items: ['文件名称'],
    ...(pick % 5 === 0 ? {} : { correctionDueOn: addDays(on, 5 + (pick % 20)) }),
    secondNoticeReason: '仍不明确',
  },
  { type: 'DispatchCorrectionNotice', on, method: 'postal', lateNoticeReason: '经办人休假' },
];

const consult: Act = ({ course, on, pick }) => {
  const consultationId = `c${course.state.consultations.length + 1}`;
  return pick % 2 === 0
    ? [{ type: 'ConsultThirdParty', on, consultationId }]
    : [{ type: 'ConsultAgency', on, consultationId, agencyName: '某局' }];
};

/** One of the letters that are out. */
const openLetter = ({ course, pick }: Moment) => {
  const open = course.state.consultations.filter(isOpenThread);
  return open.length === 0 ? undefined : chosen(open, pick);
};

export const opinion: Act = (moment) => {
  const letter = openLetter(moment);
  if (letter === undefined) return [];
  const { on, pick } = moment;
  const type = letter.with === 'thirdParty' ? 'ReceiveThirdPartyOpinion' : 'ReceiveAgencyOpinion';
  const said = pick % 7 < 4 ? 'consent' : 'object';
  return [{ type, on, consultationId: letter.consultationId, opinion: said }];
};

/** The letter comes into hand; when it has, its term is found to have run out. */
const silence: Act = (moment) => {
  const letter = openLetter(moment);
  if (letter === undefined) return [];
  const { consultationId, deliveredOn } = letter;
  const third = letter.with === 'thirdParty';
  if (deliveredOn === undefined) {
    const type = third ? 'RecordThirdPartyLetterDelivery' : 'RecordAgencyLetterDelivery';
    return [{ type, on: moment.on, consultationId }];
  }
  const type = third ? 'RecordThirdPartySilence' : 'RecordAgencySilence';
  return [{ type, on: moment.course.day, consultationId }];
};

const publicInterest: Act = ({ course, on }) => {
  const objecting = course.state.consultations.find(({ opinion }) => opinion === 'object');
  if (objecting === undefined) return [];
  const { consultationId } = objecting;
  return [
    {
      type: 'DecidePublicInterestDisclosure',
      on,
      consultationId,
      reason: '公共利益',
      decidedBy: '负责人',
    },
    { type: 'NotifyThirdParty', on, consultationId, content: '将予公开' },
  ];
};

export const extend: Act = ({ on, pick }) => [
  {
    type: 'ApproveExtension',
    on,
    workingDays: 1 + (pick % 20),
    reason: '资料量大',
    approvedBy: '负责人',
    approverRole: 'head',
  },
  ...(pick % 4 === 0 ? [] : [{ type: 'NotifyExtension', on } as const]),
];

const assessFee: Act = ({ on, pick }) => [
  { type: 'AssessFee', on, basis: 'perVolume', pages: chosen([68, 250, 68, 250, 20], pick) },
  ...(pick % 7 === 0 ? [] : [{ type: 'DispatchFeeNotice', on, method: 'byHand' } as const]),
];

const withdraw: Act = ({ on }) => [{ type: 'WithdrawApplication', on }];

const voided: Act = ({ on, pick }) => [
  pick % 2 === 0
    ? { type: 'VoidRegistration', on, ground: 'mistake', reason: '误登' }
    : { type: 'VoidRegistration', on, ground: 'duplicate', reason: '重复', duplicateOf: 'x' },
];

const requestReasons: Act = ({ on }) => [{ type: 'RequestReasons', on, excess: '一月二十件' }];
const receiveReasons: Act = ({ on }) => [{ type: 'ReceiveReasons', on, summary: '课题研究' }];
const fixPeriod: Act = ({ on, pick }) => [
  {
    type: 'FixReasonablePeriod',
    on,
    dueOn: addDays(on, 20 + (pick % 90)),
    finding: '理由合理',
  },
];

const correctApplicant: Act = ({ on, pick }) => [
  {
    type: 'CorrectApplicantData',
    on,
    applicantType: chosen(['naturalPerson', 'business', 'otherOrg'], pick),
    reason: '核实',
  },
];

export const fact: Act = (moment) => {
  const command = correctedFact(moment);
  return command === undefined ? [] : [command];
};

const paperwork: Act = ({ on, pick }) => [
  chosen<RequestCommand>(
    [
      { type: 'AcknowledgeReceipt', on },
      { type: 'AssignCase', on, unit: '办公室', part: 'lead' },
      { type: 'DraftReply', on, draftedBy: '经办人' },
      { type: 'NotifyExtension', on },
      { type: 'DispatchFeeNotice', on, method: 'electronic' },
      { type: 'RecordSearch', on, holdings: '档案', terms: '规划', searchedBy: '甲', found: true },
    ],
    pick,
  ),
];

const afterwards: Act = ({ on, pick }) => [
  chosen<RequestCommand>(
    [
      { type: 'ArchiveCase', on },
      { type: 'OrderReAnswer', on, orderedBy: '法院' },
      { type: 'IssueSupplementaryReply', on, reason: '补充' },
      { type: 'ProvideInformation', on, form: '纸质' },
      { type: 'ErasePersonalData', on, reason: '期满', approvedBy: '负责人' },
    ],
    pick,
  ),
];

/** The applicant corrects, or the term is extended or lapses. */
export const hearOfCorrection: Act = ({ course, on, pick }) => {
  const due = awaitedCorrection(course.state)?.correctionDueOn ?? on;
  switch (pick % 5) {
    case 0:
      return [{ type: 'RecordCorrectionNoticeDelivery', on }];
    case 1:
      return [
        { type: 'RecordCorrectionNoticeDelivery', on },
        { type: 'LapseCorrection', on },
      ];
    case 2:
      return [
        { type: 'ExtendCorrectionDeadline', on, correctionDueOn: addDays(due, 5), reason: '生病' },
      ];
    default:
      return [{ type: 'ReceiveCorrection', on, latenessJustification: '邮路中断' }];
  }
};

const hearOfFee: Act = ({ course, on, pick }) => {
  const amountYuan = course.state.fee?.amountYuan ?? 1;
  if (pick % 3 === 0) return [{ type: 'ReceiveFeePayment', on, amountYuan }];
  return [pick % 3 === 1 ? { type: 'RecordFeeNoticeDelivery', on } : { type: 'LapseFee', on }];
};

const deliver: Act = ({ on, pick }) =>
  pick % 3 === 0
    ? [{ type: 'RecordDeliveryFailure', on, reason: '退件' }]
    : [{ type: 'RecordReplyDelivery', on }];

/** A failed delivery is followed by another attempt, in the same way or another. */
const deliverAgain: Act = ({ on, pick }) => [
  { type: 'RecordDeliveryFailure', on, reason: '退件' },
  { type: 'DispatchReply', on, method: chosen(methods, pick) },
];

/** Few applicants withdraw. */
export const rarely: Act = (moment) =>
  moment.pick % 4 === 0 ? withdraw(moment) : paperwork(moment);

const working: readonly Act[] = [sign, answer, consult, extend, rarely, fact];

/** What may come next in each status; repeated where it should come often. */
export const everyAct: Readonly<Record<CaseStatus, readonly Act[]>> = {
  unknown: [],
  arrived: [voided, fact],
  open: [
    ...working,
    answer,
    answer,
    correctionNotice,
    correctionNotice,
    consult,
    assessFee,
    assessFee,
    requestReasons,
    fixPeriod,
    fixPeriod,
    voided,
    correctApplicant,
    publicInterest,
  ],
  awaitingCorrection: [hearOfCorrection, hearOfCorrection, hearOfCorrection, ...working],
  awaitingReasons: [receiveReasons, receiveReasons, receiveReasons, ...working],
  consulting: [
    ...[opinion, opinion, opinion, silence, silence, silence, publicInterest, assessFee],
    ...working,
  ],
  awaitingFee: [hearOfFee, hearOfFee, hearOfFee, hearOfFee, ...working],
  signed: [dispatch, dispatch, dispatch, deliver, deliverAgain, fact, opinion],
  closed: [deliver, deliverAgain, afterwards, correctApplicant, fact, fact, opinion],
  voided: [afterwards, fact],
};
