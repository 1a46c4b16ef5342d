/**
 * What a doubt logged with a fact means, as a remark: the refusal of the same code speaks to a
 * clerk who can still mend it, with facts that are not logged.
 */
const words: Readonly<Record<string, string>> = {
  'applicant-details-missing': '申请人姓名、证件或联系方式不全',
  'confirmation-gap': '确认日期明显晚于提交日期',
  'consultation-not-delivered': '没有征求意见函的送达记录',
  'consultation-pending': '征求意见尚未结束即公开',
  'correction-after-period-needs-justification': '补正逾期，未载明正当理由',
  'correction-not-awaited': '没有补正告知的记录',
  'correction-not-delivered': '没有补正通知的送达记录',
  'correction-notice-late': '补正告知超过七个工作日',
  'correction-period-running': '补正期限尚未届满',
  'correction-record-missing': '没有补正告知和收到补正的记录',
  'decision-type-missing': '未载明决定（裁判）的方式',
  'earlier-case-missing': '未指明此前已答复的同一申请',
  'earlier-case-not-answered': '所指的此前申请尚未答复',
  'excess-finding-missing': '未载明对申请理由不合理的认定',
  'excess-reasons-not-requested': '没有要求说明理由的记录',
  'extension-after-due': '延期时答复期限已过',
  'extension-needs-head': '未载明批准延期的负责人',
  'extension-needs-reason': '未载明延期理由',
  'extension-notice-after-due': '答复期限届满后才告知延期',
  'fee-not-delivered': '没有收费通知的送达记录',
  'fee-notice-not-sent': '没有发出收费通知的记录',
  'fee-period-running': '缴费期限尚未届满',
  'not-permitted-in-status': '与当时的办理状态不符',
  'opinion-period-running': '对方的答复期限尚未届满',
  'receipt-override-needs-reason': '收到日期系直接填报，未载渠道规则所需的日期',
  'reply-access-missing': '未载明获取的方式、途径',
  'reply-document-number-missing': '未载明答复文号',
  'reply-parts-missing': '未分别载明公开和不予公开的部分',
  'reply-reasons-missing': '未载明理由',
  'request-text-missing': '没有申请内容',
  'responsible-agency-missing': '未载明负责公开的机关',
  'result-contradicts-decision': '结果与决定（裁判）方式不符',
  'review-first-skipped': '依法应先申请行政复议，却直接起诉',
  'review-record-missing': '未指明之前的复议案件',
  'review-unknown': '没有找到之前的复议案件',
  'search-record-missing': '没有检索记录',
  'third-party-objects': '第三方不同意公开',
  'third-party-record-missing': '没有征求第三方意见的记录',
};

/** A doubt as a remark in Chinese; one that is not worded here keeps its code. */
export const doubtWords = (code: string): string => words[code] ?? code;
