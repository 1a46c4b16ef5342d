import {
  applicantTypeLabels,
  applicantTypes,
  channelLabels,
  channels,
  type ApplicantType,
  type Channel,
} from '@sunledger/disclosure-case';
import type { Policy } from '@sunledger/policy';
import { wordTable, type WordTable } from './word-table';

const channelSynonyms: Readonly<Record<Channel, readonly string[]>> = {
  inPerson: ['现场', '当面提交', '当面递交', '现场提交', '窗口'],
  // A ledger that separates 平信 writes 平信; the general word means mail that is signed for.
  signedMail: ['信函', '挂号信', '快递', '特快专递', 'EMS', '邮政特快专递'],
  ordinaryMail: ['平常信函', '普通信函'],
  internet: [
    '网上',
    '互联网',
    '在线',
    '网站',
    '网上申请',
    '在线申请',
    '电子邮件',
    '电子邮箱',
    'email',
    'e-mail',
  ],
  fax: ['传真件'],
  other: ['其它'],
};

export const channelWords: WordTable<Channel> = wordTable(
  channels.flatMap((channel) =>
    [channelLabels[channel], channel, ...channelSynonyms[channel]].map(
      (word) => [word, channel] as const,
    ),
  ),
  channels.map((channel) => channelLabels[channel]),
  // 邮件 is said of letters and of e-mail alike.
  { 邮件: [channelLabels.signedMail, channelLabels.internet] },
);

const applicantTypeSynonyms: Readonly<Record<ApplicantType, readonly string[]>> = {
  naturalPerson: ['公民', '个人'],
  business: ['企业', '公司'],
  research: ['科研院所', '科研单位'],
  publicBenefit: ['公益组织'],
  legalService: ['律师事务所', '律所'],
  otherOrg: ['其它', '其他组织'],
};

const organisationLabels = applicantTypes
  .filter((type) => type !== 'naturalPerson')
  .map((type) => applicantTypeLabels[type]);

const wordsWithSoleProprietorAs = (type: ApplicantType): WordTable<ApplicantType> =>
  wordTable(
    [
      ...applicantTypes.flatMap((known) =>
        [applicantTypeLabels[known], known, ...applicantTypeSynonyms[known]].map(
          (word) => [word, known] as const,
        ),
      ),
      ['个体工商户', type],
      ['个体户', type],
    ],
    applicantTypes.map((known) => applicantTypeLabels[known]),
    {
      法人或其他组织: organisationLabels,
      法人: organisationLabels,
      组织: organisationLabels,
      单位: organisationLabels,
      // A lawyer may apply for himself, for a client or for the firm.
      律师: [applicantTypeLabels.naturalPerson, applicantTypeLabels.legalService],
    },
  );

const tables = {
  business: wordsWithSoleProprietorAs('business'),
  naturalPerson: wordsWithSoleProprietorAs('naturalPerson'),
} as const satisfies Record<Policy['soleProprietorColumn'], WordTable<ApplicantType>>;

/** The applicant words; the column of a 个体工商户 is a policy of the office. */
export const applicantTypeWords = (
  soleProprietorColumn: Policy['soleProprietorColumn'],
): WordTable<ApplicantType> => tables[soleProprietorColumn];
