import { disposalKindLabels, disposalKinds, type DisposalKind } from '@sunledger/disclosure-case';
import { wordTable, type WordTable } from './word-table';

/** A row that says the case is still open; as good as an empty cell. */
export type DisposalWord = DisposalKind | 'pending';

/** Leaf rows of section 三 whose label differs from the label of the kind, both report formats. */
const reportRowLabels: readonly (readonly [string, DisposalKind])[] = [
  ['（一）予以公开', 'disclosedProvided'],
  ['（二）部分公开（区分处理的，只计这一情形，不计其他情形）', 'partiallyDisclosed'],
  ['1.本机关不掌握相关政府信息', 'informationNotExist'],
  ['（六）其他处理', 'otherMisc'],
  ['1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请', 'correctionLapsed'],
  ['2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请', 'feeLapsed'],
  ['3.其他', 'otherMisc'],
];

const synonyms: Readonly<Partial<Record<DisposalKind, readonly string[]>>> = {
  alreadyPublic: ['已主动公开', '主动公开', '属于主动公开范围', '已公开', '告知获取途径'],
  disclosedProvided: ['公开', '提供', '全部公开', '同意公开'],
  disclosedScheduled: ['告知方式、途径和时间', '告知方式途径和时间'],
  partiallyDisclosed: ['区分处理', '部分予以公开'],
  refusedStateSecret: ['国家秘密'],
  refusedLawProhibited: ['法律行政法规禁止', '法律行政法规禁止公开'],
  refusedSafetyStability: ['三安全一稳定'],
  refusedThirdParty: ['第三方权益', '第三方合法权益'],
  refusedInternalAffairs: ['内部事务', '内部事务信息'],
  refusedProcess: ['过程性', '过程性信息'],
  refusedEnforcementFile: ['执法案卷', '行政执法案卷'],
  refusedAdminQuery: ['行政查询', '行政查询事项'],
  informationNotExist: ['政府信息不存在', '不存在', '本机关不掌握', '不掌握'],
  notThisAgency: ['不属于本机关公开', '不属于本机关', '非本机关公开'],
  unableNeedsCreation: ['需另行制作', '需加工分析', '加工分析'],
  unableUnclearAfterCorrection: ['补正后仍不明确'],
  notProcessedPetition: ['信访举报投诉类', '信访举报投诉', '信访投诉举报'],
  notProcessedRepeat: ['重复'],
  notProcessedPublication: ['公开出版物'],
  notProcessedExcessive: ['大量反复申请', '大量、反复申请'],
  notProcessedReconfirm: ['要求确认或重新出具', '确认或重新出具'],
  notGovernmentInformation: ['非政府信息'],
  inStateArchives: ['已移交档案馆', '移交国家档案馆', '移交档案馆'],
  otherMisc: ['其他', '其它', '其它处理'],
  correctionLapsed: ['逾期未补正', '不补正', '未补正'],
  feeLapsed: ['逾期不缴费', '未缴费'],
  withdrawn: ['撤回', '撤回申请', '主动撤回'],
};

const pendingWords = ['办理中', '正在办理', '在办', '未办结', '尚未办结', '四、结转下年度继续办理'];

const labelsOf = (prefix: string): readonly string[] =>
  disposalKinds.filter((kind) => kind.startsWith(prefix)).map((kind) => disposalKindLabels[kind]);

const refusals = labelsOf('refused');
const notHeld = [disposalKindLabels.informationNotExist, disposalKindLabels.notThisAgency];
const lapses = [disposalKindLabels.correctionLapsed, disposalKindLabels.feeLapsed];

/**
 * The words of 处理结果: ids, labels, leaf rows of both report tables, common short forms. A group
 * row of the table is ambiguous, for the report counts one leaf row per case.
 */
export const disposalWords: WordTable<DisposalWord> = wordTable<DisposalWord>(
  [
    ...disposalKinds.flatMap((kind) =>
      [disposalKindLabels[kind], kind, ...(synonyms[kind] ?? [])].map(
        (word) => [word, kind] as const,
      ),
    ),
    ...reportRowLabels,
    ...pendingWords.map((word) => [word, 'pending'] as const),
  ],
  disposalKinds.map((kind) => disposalKindLabels[kind]),
  {
    不予公开: refusals,
    不公开: refusals,
    拒绝公开: refusals,
    无法提供: [...notHeld, ...labelsOf('unable')],
    不予处理: labelsOf('notProcessed'),
    不予受理: labelsOf('notProcessed'),
    视为放弃: lapses,
    视为放弃申请: lapses,
    逾期: lapses,
  },
);
