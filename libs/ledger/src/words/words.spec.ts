import {
  applicantTypeLabels,
  applicantTypes,
  channelLabels,
  channels,
  disposalKindLabels,
  disposalKinds,
} from '@sunledger/disclosure-case';
import { disposalWords } from './disposal-words';
import { applicantTypeWords, channelWords } from './request-words';

/** Leaf rows of section 三 as printed in the reports of 2019 and, where it differs, of 2021. */
const leafRows = [
  ['（一）予以公开', 'disclosedProvided'],
  ['（二）部分公开（区分处理的，只计这一情形，不计其他情形）', 'partiallyDisclosed'],
  ['1.属于国家秘密', 'refusedStateSecret'],
  ['2.其他法律行政法规禁止公开', 'refusedLawProhibited'],
  ['3.危及“三安全一稳定”', 'refusedSafetyStability'],
  ['4.保护第三方合法权益', 'refusedThirdParty'],
  ['5.属于三类内部事务信息', 'refusedInternalAffairs'],
  ['6.属于四类过程性信息', 'refusedProcess'],
  ['7.属于行政执法案卷', 'refusedEnforcementFile'],
  ['8.属于行政查询事项', 'refusedAdminQuery'],
  ['1.本机关不掌握相关政府信息', 'informationNotExist'],
  ['2.没有现成信息需要另行制作', 'unableNeedsCreation'],
  ['3.补正后申请内容仍不明确', 'unableUnclearAfterCorrection'],
  ['1.信访举报投诉类申请', 'notProcessedPetition'],
  ['2.重复申请', 'notProcessedRepeat'],
  ['3.要求提供公开出版物', 'notProcessedPublication'],
  ['4.无正当理由大量反复申请', 'notProcessedExcessive'],
  ['5.要求行政机关确认或重新出具已获取信息', 'notProcessedReconfirm'],
  ['（六）其他处理', 'otherMisc'],
  ['1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请', 'correctionLapsed'],
  ['2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请', 'feeLapsed'],
  ['3.其他', 'otherMisc'],
] as const;

describe('the words of 处理结果', () => {
  it.each(leafRows)('take the table row %s', (label, kind) => {
    expect(disposalWords.read(label)).toEqual({ found: kind });
    expect(disposalWords.read(label.replace(/^（.）|^\d\./, ''))).toEqual({ found: kind });
  });

  it.each(disposalKinds)('take the id and the label of %s', (kind) => {
    expect(disposalWords.read(kind)).toEqual({ found: kind });
    expect(disposalWords.read(disposalKindLabels[kind])).toEqual({ found: kind });
  });

  it.each([
    ['信息不存在', 'informationNotExist'],
    ['属于主动公开范围', 'alreadyPublic'],
    ['不属于本机关负责公开', 'notThisAgency'],
    ['申请人撤回', 'withdrawn'],
    ['逾期未补正', 'correctionLapsed'],
    [' 危及"三安全一稳定" ', 'refusedSafetyStability'],
    ['１．属于国家秘密', 'refusedStateSecret'],
    ['办理中', 'pending'],
  ])('take %s', (word, kind) => {
    expect(disposalWords.read(word)).toEqual({ found: kind });
  });

  it.each([
    ['（三）不予公开', '属于国家秘密'],
    ['（四）无法提供', '信息不存在'],
    ['（五）不予处理', '重复申请'],
    ['视为放弃', '逾期未缴费'],
  ])('offer a choice for %s, which the report does not count', (word, choice) => {
    expect(disposalWords.read(word)).toEqual({
      ambiguousAmong: expect.arrayContaining([choice]),
    });
  });

  it.each(['（七）总计', '三、本年度办理结果', '同意', '1', ''])('do not know %p', (word) => {
    expect(disposalWords.read(word)).toBeUndefined();
  });
});

describe('the words of 申请渠道', () => {
  it.each(channels)('take the id and the label of %s', (channel) => {
    expect(channelWords.read(channel)).toEqual({ found: channel });
    expect(channelWords.read(channelLabels[channel])).toEqual({ found: channel });
  });

  it.each([
    ['现场', 'inPerson'],
    ['信函', 'signedMail'],
    ['EMS', 'signedMail'],
    ['网上', 'internet'],
    ['互联网', 'internet'],
    ['电子邮件', 'internet'],
    ['E-mail', 'internet'],
  ])('take %s', (word, channel) => {
    expect(channelWords.read(word)).toEqual({ found: channel });
  });

  it('ask which mail 邮件 is', () => {
    expect(channelWords.read('邮件')).toEqual({ ambiguousAmong: ['邮寄', '网络'] });
  });
});

describe('the words of 申请人类型', () => {
  const words = applicantTypeWords('business');

  it.each(applicantTypes)('take the id and the label of %s', (type) => {
    expect(words.read(type)).toEqual({ found: type });
    expect(words.read(applicantTypeLabels[type])).toEqual({ found: type });
  });

  it('ask which column of 法人或其他组织 is meant', () => {
    expect(words.read('法人或其他组织')).toEqual({
      ambiguousAmong: ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'],
    });
  });
});
