import type { ApplicantType, Channel, ReplyDisposalKind } from '@sunledger/disclosure-case';

import { type CaseSketch, noise, type Step, step } from './case-sketch';
import { WeightedChoice } from './random';

const applicantTypes = new WeightedChoice<readonly [ApplicantType, number]>(
  [
    ['naturalPerson', 88],
    ['business', 7],
    ['legalService', 2],
    ['otherOrg', 1],
    ['research', 1],
    ['publicBenefit', 1],
  ],
  ([, weight]) => weight,
);
const channels = new WeightedChoice<readonly [Channel, number]>(
  [
    ['internet', 45],
    ['signedMail', 30],
    ['inPerson', 15],
    ['ordinaryMail', 6],
    ['fax', 2],
    ['other', 2],
  ],
  ([, weight]) => weight,
);

const units = ['政府信息公开科', '办公室', '规划科', '征收补偿科', '财务科', '法制科'];
const holdings = ['本机关档案室 2009 年以来文书档案', '业务系统及电子公文系统', '征收项目专卷'];
const people = ['经办人甲', '经办人乙', '经办人丙', '经办人丁'];

/** Length of the sealed text of a registration: name, document number, contact and request text. */
const sealedLength = 420;

const registration = ({ random, agency, serialNumber, dateOf }: CaseSketch) => {
  const [channel] = channels.draw(random);
  const [applicantType] = applicantTypes.draw(random);
  return {
    agency: agency.code,
    serialNumber,
    registeredOn: dateOf(0),
    channel,
    submittedOn: dateOf(0),
    applicantType,
    receiptBasis: 'stated' as const,
    proceeding: 'disclosure' as const,
    personal: {
      sealed: noise(random, sealedLength),
      fields: ['name', 'documentNumber', 'contact', 'requestText'],
    },
    lookup: { name: noise(random, 43), documentNumber: noise(random, 43) },
    requestedForm: '纸质复制件，邮寄',
  };
};

/** 登记、回执、分办: how every case begins. */
export const intake: readonly Step[] = [
  step(0, 'ApplicationRegistered', registration),
  step(0, 'ReceiptAcknowledged', () => ({})),
  step(1, 'CaseAssigned', ({ random }) => ({ unit: random.pick(units), part: 'lead' })),
];

export const search = (workingDay: number, found = true): Step =>
  step(workingDay, 'SearchRecorded', ({ random }) => ({
    holdings: random.pick(holdings),
    terms: '项目名称、文号、征收范围、补偿方案',
    searchedBy: random.pick(people),
    found,
  }));

export const assist = (workingDay: number): Step =>
  step(workingDay, 'CaseAssigned', ({ random }) => ({ unit: random.pick(units), part: 'assist' }));

/** 补正: notice, and the answer where there is one (条例 art 30). */
export const correction = (from: number, answeredOn?: number): readonly Step[] => [
  step(from, 'CorrectionRequested', ({ dateOf }) => ({
    items: ['请明确所需信息的名称、文号或者便于查询的其他特征性描述'],
    correctionDueOn: dateOf(from + 16),
  })),
  step(from + 1, 'CorrectionNoticeDispatched', ({ random }) => ({
    method: 'postal',
    trackingNumber: `EMS${random.below(1_000_000_000)}`,
    late: false,
  })),
  step(from + 3, 'CorrectionNoticeDelivered', () => ({ proof: '签收回执' })),
  ...(answeredOn === undefined
    ? [step(from + 18, 'CorrectionLapsed', () => ({}))]
    : [
        step(answeredOn, 'CorrectionReceived', ({ random }) => ({
          personal: { sealed: noise(random, 200), fields: ['requestText'] },
        })),
      ]),
];

/** 征求第三方意见 (条例 art 32). */
export const thirdParty = (
  from: number,
  answeredOn: number,
  opinion: 'consent' | 'object',
): readonly Step[] => [
  step(from, 'ThirdPartyConsulted', ({ random }) => ({
    consultationId: 'third-party-1',
    personal: { sealed: noise(random, 120), fields: ['thirdParty'] },
    subject: '合同价款与联系人',
  })),
  step(from + 2, 'ThirdPartyLetterDelivered', () => ({ consultationId: 'third-party-1' })),
  step(answeredOn, 'ThirdPartyOpinionReceived', () => ({
    consultationId: 'third-party-1',
    opinion,
    grounds: '涉及商业秘密，已书面说明理由',
  })),
];

/** 征求其他机关意见 (条例 art 34). */
export const otherAgency = (from: number, answeredOn: number): readonly Step[] => [
  step(from, 'AgencyConsulted', () => ({
    consultationId: 'agency-1',
    agencyName: '甲市自然资源局',
    subject: '联合发文',
  })),
  step(from + 1, 'AgencyLetterDelivered', () => ({ consultationId: 'agency-1' })),
  step(answeredOn, 'AgencyOpinionReceived', () => ({
    consultationId: 'agency-1',
    opinion: 'consent',
  })),
];

export const extension = (from: number): readonly Step[] => [
  step(from, 'ExtensionApproved', () => ({
    workingDays: 15,
    reason: '需要检索多年档案并征求意见',
    approvedBy: '工作机构负责人',
    approverRole: 'head',
  })),
  step(from, 'ExtensionNotified', ({ dateOf }) => ({ method: 'postal', dueOn: dateOf(35) })),
];

export const fee = (from: number, paidOn?: number): readonly Step[] => [
  step(from, 'FeeAssessed', () => ({ basis: 'perRequest', ordinalInMonth: 12, amountYuan: 200 })),
  step(from + 1, 'FeeNoticeDispatched', () => ({ method: 'postal' })),
  step(from + 3, 'FeeNoticeDelivered', ({ dateOf }) => ({ paymentDueOn: dateOf(from + 23) })),
  ...(paidOn === undefined
    ? [step(from + 25, 'FeeLapsed', () => ({}))]
    : [step(paidOn, 'FeePaid', () => ({ amountYuan: 200, receiptNumber: '票据 0001' }))]),
];

export const archive = (workingDay: number): Step =>
  step(workingDay, 'CaseArchived', ({ serialNumber }) => ({ fileNumber: `案卷 ${serialNumber}` }));

/** 审核、签发、送达、归档, from the draft on. */
export const reply = (
  from: number,
  disposalKind: ReplyDisposalKind,
  reviews: readonly ('office' | 'legal' | 'secrecy')[] = ['office', 'legal', 'secrecy'],
): readonly Step[] => [
  step(from, 'ReplyDrafted', ({ random }) => ({ disposalKind, draftedBy: random.pick(people) })),
  ...reviews.map((review, at) =>
    step(from + 1 + (at >> 1), 'ReplyReviewed', () => ({ review, passed: true, remark: '同意' })),
  ),
  step(from + 3, 'ReplySigned', ({ agency, serialNumber }) => ({
    disposalKind,
    documentNumber: `${agency.code} 信答 ${serialNumber} 号`,
    articles: ['《政府信息公开条例》第三十六条'],
    reasons: '经检索并审查，依照条例作出如下答复，详见答复书正文所列事实、依据与救济途径。',
    access: '本机关门户网站政府信息公开专栏，或持本答复书到本机关查阅点领取复制件',
    // Before 2024 the applicant had the choice whatever the kind (行政复议法 art 23).
    remedyAdvice: 'choice',
    signedBy: '工作机构负责人',
  })),
  step(from + 3, 'ReplyDispatched', ({ random }) => ({
    method: 'postal',
    trackingNumber: `EMS${random.below(1_000_000_000)}`,
  })),
  step(from + 6, 'ReplyDelivered', () => ({ proof: '邮政回执' })),
  archive(from + 14),
];

/** A date that was typed wrongly and put right months later, with approval. */
export const repairedRegistration = (workingDay: number): Step =>
  step(workingDay, 'FactCorrected', ({ eventIds }) => ({
    targetEventId: eventIds[0] ?? '',
    targetType: 'ApplicationRegistered',
    reason: '登记时渠道录入错误，依邮寄凭证更正',
    approvedBy: '工作机构负责人',
    changes: { channel: 'signedMail' },
  }));
