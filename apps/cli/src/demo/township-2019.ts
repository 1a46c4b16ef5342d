import type { ClerkCommand, Registration } from '@sunledger/disclosure-office';

/**
 * The township of the published 2019 report. Its counts are the published ones: seven requests by
 * natural persons, one already public, six for information that does not exist, all closed in
 * time. Dates, names, texts and document numbers are illustrative; nobody published them.
 */
export const township = { code: 'taishitun', name: '北京市密云区太师屯镇' } as const;

export const demoYear = 2019;

/** 规范性文件 as published: 20 made, 3 published in the year, 11 public in all; the rest is 0. */
export const sectionTwo = [
  { block: 'art20_1', row: 'normativeDocuments', column: 'newlyMade', value: 20 },
  { block: 'art20_1', row: 'normativeDocuments', column: 'newlyPublished', value: 3 },
  { block: 'art20_1', row: 'normativeDocuments', column: 'totalPublished', value: 11 },
] as const;

export const prose = {
  s1: '本机关由办公室作为政府信息公开工作机构，负责推进、指导、协调和监督全镇政府信息公开工作；2019 年主动公开信息 408 条。（演示文字）',
  s5: '部门报送信息不够及时，工作人员业务水平有待提高；将加强培训、检查和宣传。（演示文字）',
} as const;

/** One demonstration case: its registration and what was done, in order. */
export interface DemoCase {
  readonly registration: Omit<Registration, 'agency' | 'serialNumber'>;
  readonly course: readonly ClerkCommand[];
}

const late = '演示数据，按示意日期补录';

const person = (name: string, requestText: string) =>
  ({
    personal: { name, contact: '演示联系方式', requestText: `${requestText}（演示）` },
    applicantType: 'naturalPerson',
    lateReason: late,
  }) as const;

const assigned = (on: string): ClerkCommand => ({
  type: 'AssignCase',
  on,
  unit: '党政办公室',
  part: 'lead',
  lateReason: late,
});

const searched = (on: string, terms: string, found = false): ClerkCommand => ({
  type: 'RecordSearch',
  on,
  holdings: '镇档案室、公文系统',
  terms,
  searchedBy: '党政办公室',
  found,
  lateReason: late,
});

/** From draft to archive for information that does not exist (条例 art 36(4)). */
const answeredNotExist = (
  signedOn: string,
  sentOn: string,
  serial: number,
  method: 'postal' | 'byHand' | 'electronic' = 'postal',
): readonly ClerkCommand[] => [
  {
    type: 'DraftReply',
    on: signedOn,
    draftedBy: '党政办公室',
    disposalKind: 'informationNotExist',
    lateReason: late,
  },
  { type: 'ReviewReply', on: signedOn, review: 'legal', passed: true, lateReason: late },
  {
    type: 'SignReply',
    on: signedOn,
    disposalKind: 'informationNotExist',
    signedBy: '镇长',
    documentNumber: `太政信答〔2019〕${serial}号`,
    articles: ['条例第三十六条第四项'],
    reasons: '经检索，本机关未制作或者获取所申请的信息。',
    lateReason: late,
  },
  { type: 'DispatchReply', on: sentOn, method, lateReason: late },
  { type: 'RecordReplyDelivery', on: sentOn, proof: '送达回证（演示）', lateReason: late },
  { type: 'ArchiveCase', on: '2019-12-20', lateReason: late },
];

export const demoCases: readonly DemoCase[] = [
  {
    registration: {
      on: '2019-01-15',
      channel: 'inPerson',
      submittedOn: '2019-01-15',
      ...person('张甲', '申请公开某村 1998 年土地承包台账'),
    },
    course: [
      assigned('2019-01-15'),
      searched('2019-01-18', '土地承包 1998'),
      ...answeredNotExist('2019-01-24', '2019-01-25', 1),
    ],
  },
  {
    registration: {
      on: '2019-03-04',
      channel: 'internet',
      submittedOn: '2019-03-02',
      confirmedOn: '2019-03-04',
      ...person('李乙', '申请公开某道路工程结算书'),
    },
    course: [
      assigned('2019-03-04'),
      searched('2019-03-11', '道路工程 结算'),
      ...answeredNotExist('2019-03-20', '2019-03-20', 2, 'electronic'),
    ],
  },
  {
    registration: {
      on: '2019-04-08',
      channel: 'signedMail',
      arrivedOn: '2019-04-08',
      ...person('王丙', '申请公开镇政府机构职能'),
    },
    course: [
      assigned('2019-04-08'),
      searched('2019-04-09', '机构职能', true),
      {
        type: 'SignReply',
        on: '2019-04-11',
        disposalKind: 'alreadyPublic',
        signedBy: '镇长',
        documentNumber: '太政信答〔2019〕3号',
        articles: ['条例第三十六条第一项'],
        access: '区政府网站政府信息公开专栏“机构职能”',
        lateReason: late,
      },
      { type: 'DispatchReply', on: '2019-04-12', method: 'postal', lateReason: late },
      { type: 'RecordReplyDelivery', on: '2019-04-15', lateReason: late },
      { type: 'ArchiveCase', on: '2019-12-20', lateReason: late },
    ],
  },
  {
    registration: {
      on: '2019-05-20',
      channel: 'inPerson',
      submittedOn: '2019-05-20',
      ...person('赵丁', '申请公开“有关补偿的全部材料”'),
    },
    course: [
      assigned('2019-05-20'),
      {
        type: 'RequestCorrection',
        on: '2019-05-23',
        items: ['请明确所指项目名称和年份'],
        correctionDueOn: '2019-06-14',
        lateReason: late,
      },
      {
        type: 'DispatchCorrectionNotice',
        on: '2019-05-24',
        method: 'postal',
        documentNumber: '太政信补〔2019〕1号',
        lateReason: late,
      },
      { type: 'RecordCorrectionNoticeDelivery', on: '2019-05-27', lateReason: late },
      { type: 'ReceiveCorrection', on: '2019-06-03', lateReason: late },
      searched('2019-06-12', '补偿'),
      ...answeredNotExist('2019-06-20', '2019-06-20', 4),
    ],
  },
  {
    registration: {
      on: '2019-07-01',
      channel: 'internet',
      submittedOn: '2019-06-30',
      confirmedOn: '2019-07-01',
      ...person('孙戊', '申请公开某合作社历年扶持资金明细'),
    },
    course: [
      assigned('2019-07-01'),
      {
        type: 'ApproveExtension',
        on: '2019-07-25',
        workingDays: 10,
        approvedBy: '党政办公室主任',
        approverRole: 'head',
        reason: '需查阅历年档案',
        lateReason: late,
      },
      {
        type: 'NotifyExtension',
        on: '2019-07-26',
        method: 'electronic',
        documentNumber: '太政信延〔2019〕1号',
        lateReason: late,
      },
      searched('2019-08-02', '合作社 扶持资金'),
      ...answeredNotExist('2019-08-07', '2019-08-08', 5),
    ],
  },
  {
    registration: {
      on: '2019-09-24',
      channel: 'inPerson',
      submittedOn: '2019-09-24',
      ...person('周己', '申请公开某地块规划意见'),
    },
    course: [
      assigned('2019-09-24'),
      {
        type: 'ConsultAgency',
        on: '2019-09-29',
        consultationId: '2019-协-1',
        agencyName: '规划和自然资源部门',
        subject: '是否共同制作',
        lateReason: late,
      },
      {
        type: 'RecordAgencyLetterDelivery',
        on: '2019-09-30',
        consultationId: '2019-协-1',
        lateReason: late,
      },
      {
        type: 'ReceiveAgencyOpinion',
        on: '2019-10-10',
        consultationId: '2019-协-1',
        opinion: 'consent',
        grounds: '未共同制作该信息',
        lateReason: late,
      },
      searched('2019-10-14', '规划意见'),
      ...answeredNotExist('2019-10-18', '2019-10-21', 6, 'byHand'),
    ],
  },
  {
    registration: {
      on: '2019-11-05',
      channel: 'ordinaryMail',
      arrivedOn: '2019-11-04',
      confirmedOn: '2019-11-05',
      ...person('吴庚', '申请公开某次会议录音'),
    },
    course: [
      assigned('2019-11-05'),
      searched('2019-11-12', '会议录音'),
      ...answeredNotExist('2019-11-21', '2019-11-22', 7),
    ],
  },
];
