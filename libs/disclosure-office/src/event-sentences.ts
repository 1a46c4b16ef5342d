import {
  applicantTypeLabels,
  channelLabels,
  disposalKindLabels,
  type RequestEvent,
  type RequestEventType,
} from '@sunledger/disclosure-case';

import { ledgerConsultation } from './ledger-import/row-steps';

type SentenceOf<Name extends RequestEventType> = (
  data: Extract<RequestEvent, { type: Name }>['data'],
) => string;

const methodWords = {
  postal: '邮寄',
  byHand: '当面',
  electronic: '电子方式',
  entrusted: '委托送达',
} as const;

const opinionWord = (opinion: 'consent' | 'object' | undefined): string =>
  opinion === undefined ? '' : opinion === 'consent' ? '（同意公开）' : '（不同意公开）';

const numbered = (documentNumber: string | undefined): string =>
  documentNumber === undefined ? '' : `（${documentNumber}）`;

/** Tells several letters apart; the one that a ledger row can hold has no name that says anything. */
const letter = (consultationId: string): string =>
  consultationId === ledgerConsultation ? '' : `（${consultationId}）`;

/** What each fact says, in the office's words; complete by type, without personal data. */
const sentences: { readonly [Name in RequestEventType]: SentenceOf<Name> } = {
  ApplicationSubmitted: ({ channel }) => `申请人通过${channelLabels[channel]}渠道提交申请`,
  ApplicationArrived: ({ how }) => (how === 'signedFor' ? '收件（已签收）' : '收件'),
  ReceiptConfirmed: ({ method }) => `与申请人确认收到申请（${method}）`,
  ApplicationRegistered: ({ serialNumber, channel, applicantType, proceeding }) =>
    `登记为 ${serialNumber}：${channelLabels[channel]}渠道，${applicantTypeLabels[applicantType]}` +
    (proceeding === 'recordCorrection' ? '，更正申请（不计入年报）' : ''),
  ReceiptAcknowledged: ({ documentNumber }) => `出具登记回执${numbered(documentNumber)}`,
  RegistrationVoided: ({ ground, reason }) =>
    `登记作废（${ground === 'duplicate' ? '重复登记' : '误登'}）：${reason}`,
  CaseAssigned: ({ unit, part }) => `交由${unit}${part === 'lead' ? '主办' : '协办'}`,
  CaseReassigned: ({ from, to, reason }) => `由${from}转交${to}：${reason}`,
  ApplicantDataCorrected: ({ reason }) => `更正申请人信息：${reason}`,
  SearchRecorded: ({ holdings, terms, searchedBy, found }) =>
    `${searchedBy}检索${holdings}（检索词：${terms}），${found ? '检索到相关信息' : '未检索到'}`,
  CorrectionRequested: ({ items }) => `拟定补正告知：${items.join('；')}`,
  CorrectionNoticeDispatched: ({ documentNumber, late }) =>
    `发出补正告知书${numbered(documentNumber)}${late ? '，已超过七个工作日' : ''}`,
  CorrectionNoticeDelivered: () => '补正告知书送达',
  CorrectionReceived: () => '收到补正后的申请',
  CorrectionDeadlineExtended: ({ correctionDueOn, reason }) =>
    `补正期限延长至 ${correctionDueOn}：${reason}`,
  CorrectionLapsed: () => '申请人无正当理由逾期不补正，视为放弃申请，不再处理',
  ReasonsRequested: ({ excess }) => `要求申请人说明理由：${excess}`,
  ReasonsReceived: ({ summary }) => `申请人说明理由：${summary}`,
  ReasonablePeriodFixed: ({ dueOn, finding }) => `确定合理答复期限 ${dueOn}：${finding}`,
  ExtensionApproved: ({ workingDays, approvedBy, reason }) =>
    `${approvedBy ?? '（台账未载批准人）'}批准延期 ${workingDays} 个工作日` +
    (reason === undefined ? '' : `：${reason}`),
  ExtensionNotified: ({ documentNumber, dueOn }) =>
    `告知申请人延期答复${numbered(documentNumber)}，答复期限至 ${dueOn}`,
  ThirdPartyConsulted: ({ consultationId }) => `书面征求第三方意见${letter(consultationId)}`,
  ThirdPartyLetterDelivered: ({ consultationId }) =>
    `第三方收到征求意见书${letter(consultationId)}`,
  ThirdPartyOpinionReceived: ({ consultationId, opinion }) =>
    `收到第三方意见${letter(consultationId)}${opinionWord(opinion)}`,
  ThirdPartySilenceElapsed: ({ consultationId }) =>
    `第三方逾期未答复${letter(consultationId)}，由本机关决定是否公开`,
  PublicInterestDisclosureDecided: ({ decidedBy, reason }) =>
    `${decidedBy}决定因公共利益予以公开：${reason}`,
  ThirdPartyNotified: ({ consultationId, content }) =>
    `书面告知第三方${letter(consultationId)}公开的内容和理由：${content}`,
  AgencyConsulted: ({ agencyName, consultationId }) =>
    `征求${agencyName}意见${letter(consultationId)}`,
  AgencyLetterDelivered: ({ consultationId }) => `对方机关收到征求意见函${letter(consultationId)}`,
  AgencyOpinionReceived: ({ consultationId, opinion }) =>
    `收到其他机关意见${letter(consultationId)}${opinionWord(opinion)}`,
  AgencySilenceElapsed: ({ consultationId }) =>
    `其他机关逾期未答复${letter(consultationId)}，视为同意公开`,
  FeeAssessed: ({ basis, amountYuan }) =>
    `计算信息处理费（${basis === 'perRequest' ? '按件' : '按量'}）${amountYuan} 元`,
  FeeNoticeDispatched: ({ documentNumber }) => `发出收费通知书${numbered(documentNumber)}`,
  FeeNoticeDelivered: ({ paymentDueOn }) => `收费通知书送达，缴费期限至 ${paymentDueOn}`,
  FeePaid: ({ amountYuan }) => `收到信息处理费 ${amountYuan} 元`,
  FeeLapsed: () => '申请人逾期未缴费，视为放弃申请，不再处理',
  ReplyDrafted: ({ draftedBy }) => `${draftedBy}拟办答复`,
  ReplyReviewed: ({ review, passed }) =>
    `${{ office: '工作机构', legal: '法制', secrecy: '保密' }[review]}审核${passed ? '通过' : '退回'}`,
  ReplySigned: ({ disposalKind, documentNumber }) =>
    `签发答复${numbered(documentNumber)}：${disposalKindLabels[disposalKind]}`,
  ReplyDispatched: ({ method }) => `送出答复（${methodWords[method]}）`,
  ReplyDelivered: () => '答复送达申请人',
  DeliveryFailed: ({ reason }) => `答复未能送达：${reason}`,
  InformationProvided: ({ form }) => `提供信息（${form}）`,
  ApplicationWithdrawn: () => '申请人撤回申请',
  CaseArchived: ({ fileNumber }) => `归档${numbered(fileNumber)}`,
  CarriedOver: ({ fromYear, toYear }) => `${fromYear} 年未办结，结转 ${toYear} 年继续办理`,
  ReAnswerOrdered: ({ orderedBy }) => `${orderedBy}责令重新答复`,
  SupplementaryReplyIssued: ({ documentNumber, reason }) =>
    `补充答复${numbered(documentNumber)}：${reason}`,
  FactCorrected: ({ targetType, reason, approvedBy, annulled }) =>
    `更正事实（${targetType}${annulled === true ? '，撤销该记录' : ''}）：${reason}；批准人 ${approvedBy}`,
  PersonalDataErased: ({ reason }) => `清除个人信息：${reason}`,
};

/** One fact as a sentence a clerk or an auditor can read. */
export const eventSentence = (event: RequestEvent): string => {
  // The table pairs each type with the sentence over its own data.
  const sentence = sentences[event.type] as (data: RequestEvent['data']) => string;
  return sentence(event.data);
};
