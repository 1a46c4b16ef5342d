import { type Static, Type } from '@sinclair/typebox';

const oneOf = <const Values extends readonly string[]>(values: Values) =>
  Type.Union(values.map((value) => Type.Literal(value as Values[number])));

/** The seven columns of the report's section 三 without 总计: who applied. */
export const applicantTypes = [
  'naturalPerson',
  'business',
  'research',
  'publicBenefit',
  'legalService',
  'otherOrg',
] as const;
export const ApplicantTypeSchema = oneOf(applicantTypes);
export type ApplicantType = Static<typeof ApplicantTypeSchema>;

/** How the application reached the agency (条例 arts 28, 29, 31). */
export const channels = [
  'inPerson',
  'signedMail',
  'ordinaryMail',
  'internet',
  'fax',
  'other',
] as const;
export const ChannelSchema = oneOf(channels);
export type Channel = Static<typeof ChannelSchema>;

/** How a document leaves the office (国办公开办函〔2016〕235号). */
export const deliveryMethods = ['postal', 'byHand', 'electronic', 'entrusted'] as const;
export const DeliveryMethodSchema = oneOf(deliveryMethods);
export type DeliveryMethod = Static<typeof DeliveryMethodSchema>;

/** Kinds with which a reply disposes of a request (条例 arts 36–39). */
export const replyDisposalKinds = [
  'alreadyPublic',
  'disclosedProvided',
  'disclosedScheduled',
  'partiallyDisclosed',
  'refusedStateSecret',
  'refusedLawProhibited',
  'refusedSafetyStability',
  'refusedThirdParty',
  'refusedInternalAffairs',
  'refusedProcess',
  'refusedEnforcementFile',
  'refusedAdminQuery',
  'informationNotExist',
  'notThisAgency',
  'unableNeedsCreation',
  'unableUnclearAfterCorrection',
  'notProcessedPetition',
  'notProcessedRepeat',
  'notProcessedPublication',
  'notProcessedExcessive',
  'notProcessedReconfirm',
  'notGovernmentInformation',
  'inStateArchives',
  'otherMisc',
] as const;
export const ReplyDisposalKindSchema = oneOf(replyDisposalKinds);
export type ReplyDisposalKind = Static<typeof ReplyDisposalKindSchema>;

/** All kinds, those without a reply included: lapse (art 30, 国办函〔2020〕109号) and withdrawal. */
export const disposalKinds = [
  ...replyDisposalKinds,
  'correctionLapsed',
  'feeLapsed',
  'withdrawn',
] as const;
export type DisposalKind = (typeof disposalKinds)[number];

/** Refusals under arts 14–16: the class that must go to 行政复议 first since 2024-01-01. */
export const withholdingKinds: ReadonlySet<DisposalKind> = new Set<DisposalKind>([
  'refusedStateSecret',
  'refusedLawProhibited',
  'refusedSafetyStability',
  'refusedThirdParty',
  'refusedInternalAffairs',
  'refusedProcess',
  'refusedEnforcementFile',
]);

/** The Chinese labels clerks see, one per applicant type. */
export const applicantTypeLabels = {
  naturalPerson: '自然人',
  business: '商业企业',
  research: '科研机构',
  publicBenefit: '社会公益组织',
  legalService: '法律服务机构',
  otherOrg: '其他',
} as const satisfies Record<ApplicantType, string>;

export const channelLabels = {
  inPerson: '当面',
  signedMail: '邮寄',
  ordinaryMail: '平信',
  internet: '网络',
  fax: '传真',
  other: '其他',
} as const satisfies Record<Channel, string>;

export const disposalKindLabels = {
  alreadyPublic: '已主动公开，告知获取途径',
  disclosedProvided: '予以公开（提供）',
  disclosedScheduled: '予以公开（告知方式、途径和时间）',
  partiallyDisclosed: '部分公开',
  refusedStateSecret: '属于国家秘密',
  refusedLawProhibited: '其他法律行政法规禁止公开',
  refusedSafetyStability: '危及“三安全一稳定”',
  refusedThirdParty: '保护第三方合法权益',
  refusedInternalAffairs: '属于三类内部事务信息',
  refusedProcess: '属于四类过程性信息',
  refusedEnforcementFile: '属于行政执法案卷',
  refusedAdminQuery: '属于行政查询事项',
  informationNotExist: '信息不存在',
  notThisAgency: '不属于本机关负责公开',
  unableNeedsCreation: '没有现成信息需要另行制作',
  unableUnclearAfterCorrection: '补正后申请内容仍不明确',
  notProcessedPetition: '信访举报投诉类申请',
  notProcessedRepeat: '重复申请',
  notProcessedPublication: '要求提供公开出版物',
  notProcessedExcessive: '无正当理由大量反复申请',
  notProcessedReconfirm: '要求行政机关确认或重新出具已获取信息',
  notGovernmentInformation: '不属于政府信息',
  inStateArchives: '已移交国家档案馆',
  otherMisc: '其他处理',
  correctionLapsed: '逾期不补正',
  feeLapsed: '逾期未缴费',
  withdrawn: '申请人撤回',
} as const satisfies Record<DisposalKind, string>;
