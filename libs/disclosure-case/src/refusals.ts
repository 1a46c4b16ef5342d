/**
 * Every reason for which a command about a request is turned down, with the sentence a clerk
 * reads. `{name}` is filled from the refusal's facts. Codes are stable: never renamed or reused.
 */
export const caseRefusals = {
  'not-permitted-in-status': '案件目前为“{statusLabel}”，不能办理“{commandLabel}”。',
  'case-not-registered': '该申请尚未登记，请先登记再办理。',
  'already-registered': '该申请已登记（登记编号 {serialNumber}），不能重复登记。',
  'case-voided': '该登记已于 {voidedOn} 作废，不能再办理。',
  'command-invalid': '填写的内容不完整或格式不对：{fault}。',
  'date-unreal': '{on} 不是有效日期，请按 2019-03-04 的格式填写。',
  'date-in-future': '日期 {on} 晚于今天（{today}），尚未发生的事不能登记。',
  'date-before-receipt': '日期 {on} 早于收到申请之日 {receivedOn}，请核对。',
  'date-out-of-order': '{what}的日期 {on} 早于{earlierWhat}的日期 {earlierOn}，请核对。',
  'late-logging-needs-reason': '该事项发生于 {on}，距今已 {days} 天，请填写补记原因。',
  'year-closed':
    '{year} 年度已办理结转，该年度内的事实不能再补录；如确有差错，请以“更正事实”说明原因后处理。',
  'receipt-fact-missing': '按“{channelLabel}”渠道确定收到日期还缺少日期（{missing}）：{rule}。',
  'receipt-override-needs-reason':
    '填写的收到日期 {receivedOn} 与渠道规则得出的 {ruleReceivedOn} 不一致，请说明原因或改正日期。',
  'applicant-details-missing': '缺少{fields}，只能先登记为待补充，不能办结。',
  'request-text-missing': '请填写申请内容：没有申请内容不能登记。',
  'void-after-document-sent': '已有文书发出，该登记不能作废；请按程序答复或办理撤回。',
  'void-after-decision': '该申请已作出答复，登记不能作废。',
  'duplicate-needs-original': '以重复登记为由作废时，请指明原登记的案件。',
  'correction-already-requested': '本案已于 {requestedOn} 告知补正；条例第三十条规定一次性告知。',
  'correction-notice-late':
    '补正应在收到申请之日起 7 个工作日内（{noticeDueOn} 前）告知，现为 {on}；如仍需发出，请说明逾期原因。',
  'correction-not-requested': '本案没有待发出的补正通知。',
  'correction-notice-already-sent': '补正通知已于 {dispatchedOn} 发出。',
  'correction-notice-already-delivered': '补正通知已于 {deliveredOn} 送达。',
  'correction-not-awaited': '本案没有正在等待的补正。',
  'correction-after-reply': '本案已于 {signedOn} 签发答复，不能再要求补正。',
  'correction-deadline-not-later':
    '延长后的补正期限 {correctionDueOn} 应晚于原期限 {earlierDueOn}。',
  'correction-not-delivered': '没有补正通知的送达记录，不能认定逾期不补正。',
  'correction-period-running': '补正期限至 {correctionDueOn} 届满，目前尚不能认定逾期。',
  'correction-after-period-needs-justification':
    '补正期限已于 {correctionDueOn} 届满，请说明申请人逾期的正当理由。',
  'reasons-already-requested': '本案已于 {requestedOn} 要求申请人说明理由。',
  'reasons-not-requested': '尚未要求申请人说明理由，或尚未收到说明（条例第三十五条）。',
  'reasons-already-received': '申请人已于 {receivedOn} 说明理由。',
  'reasonable-period-not-later': '合理期限 {dueOn} 应晚于原答复期限 {currentDueOn}。',
  'reasonable-period-already-fixed': '已确定合理期限 {dueOn}。',
  'consultation-exists': '征求意见编号 {consultationId} 已使用，请换一个编号。',
  'consultation-unknown': '没有编号为 {consultationId} 的征求意见记录。',
  'consultation-closed': '编号 {consultationId} 的征求意见已于 {closedOn} 结束，不能再次登记结果。',
  'consultation-not-delivered':
    '编号 {consultationId} 的征求意见函没有送达记录，不能认定逾期未答复。',
  'consultation-already-delivered': '编号 {consultationId} 的征求意见函已于 {deliveredOn} 送达。',
  'opinion-period-running': '对方的答复期限至 {answerDueOn} 届满，目前尚不能认定逾期未答复。',
  'consultation-pending': '征求意见（{consultationId}）尚未结束，不能签发公开的答复。',
  'third-party-objects':
    '第三方（{consultationId}）不同意公开；如公共利益需要公开，请先登记公共利益决定并书面告知第三方。',
  'third-party-not-objecting': '第三方（{consultationId}）没有提出不同意见，无须作公共利益决定。',
  'extension-already-given': '本案已延期 {workingDays} 个工作日，只能延期一次。',
  'extension-too-long': '延期不得超过 {max} 个工作日（现为 {workingDays} 个）。',
  'extension-needs-head':
    '延期须经政府信息公开工作机构负责人同意（条例第三十三条），请填写批准人及其职务。',
  'extension-needs-reason': '请填写延期理由。',
  'extension-after-due': '答复期限 {dueOn} 已过，不能再延期。',
  'extension-notice-after-due': '延期须在答复期限 {dueOn} 届满前告知申请人，现为 {on}。',
  'extension-not-approved': '延期尚未经负责人批准，不能告知申请人。',
  'extension-already-notified': '延期已于 {notifiedOn} 告知申请人。',
  'fee-before-2021': '2021-01-01 前收到的申请不收取信息处理费（本案收到日期 {receivedOn}）。',
  'fee-both-bases': '一件申请只能按件或按量之一计收信息处理费，不能同时适用。',
  'fee-facts-missing': '计算费用还缺少：{missing}。',
  'fee-amount-wrong': '按标准应收 {expectedYuan} 元，填写为 {amountYuan} 元，请核对。',
  'fee-is-zero': '按标准本案不收费，无须发出收费通知。',
  'fee-already-assessed': '本案已计收信息处理费 {amountYuan} 元。',
  'fee-not-assessed': '尚未计算信息处理费。',
  'fee-notice-after-due': '收费通知须在答复期限 {dueOn} 届满前发出，现为 {on}。',
  'fee-notice-already-sent': '收费通知已于 {dispatchedOn} 发出。',
  'fee-notice-not-sent': '收费通知尚未发出。',
  'fee-notice-already-delivered': '收费通知已于 {deliveredOn} 送达。',
  'fee-already-paid': '费用已于 {paidOn} 缴纳。',
  'fee-not-delivered': '没有收费通知的送达记录，不能认定逾期未缴费。',
  'fee-period-running': '缴费期限至 {paymentDueOn} 届满，目前尚不能认定逾期。',
  'fee-after-period': '缴费期限已于 {paymentDueOn} 届满。',
  'disposal-kind-missing': '请选择处理结果，没有处理结果不能签发答复。',
  'reply-already-signed': '本案已于 {signedOn} 签发答复；需要补充的，请用“补充答复”。',
  'reply-document-number-missing': '请填写答复文号。',
  'reply-not-signed': '答复尚未签发。',
  'reply-not-dispatched': '答复尚未送出，不能登记送达。',
  'reply-already-dispatched': '答复已于 {dispatchedOn} 送出。',
  'reply-already-delivered': '答复已于 {deliveredOn} 送达。',
  'reply-reasons-missing': '处理结果为“{kindLabel}”时必须写明理由。',
  'reply-access-missing': '处理结果为“{kindLabel}”时必须告知获取的方式、途径（和时间）。',
  'reply-parts-missing': '部分公开必须分别写明公开的部分和不予公开的部分（及其理由）。',
  'reply-parts-mixed': '既有公开又有不予公开的内容，应按部分公开处理。',
  'principal-kind-needs-reason':
    '一件申请含多项内容时，请说明以“{kindLabel}”为主要处理结果的理由。',
  'search-record-missing':
    '答复“信息不存在”前，请先登记检索记录（谁、在哪里、用什么词、何时检索）。',
  'responsible-agency-missing': '请写明负责公开的机关名称及联系方式；不能确定的，写明“不能确定”。',
  'earlier-case-missing': '以重复申请答复时，请指明此前已答复的同一申请人的案件。',
  'earlier-case-not-answered': '所指案件（{earlierCaseId}）尚未答复，不能以重复申请处理。',
  'earlier-case-other-applicant': '所指案件（{earlierCaseId}）不是同一申请人，不能以重复申请处理。',
  'excess-reasons-not-requested':
    '以无正当理由大量反复申请答复前，须先要求申请人说明理由（条例第三十五条）。',
  'excess-finding-missing': '请写明对申请人所述理由不合理的认定。',
  'correction-record-missing': '以补正后仍不明确答复前，须有补正告知和收到补正的记录。',
  'third-party-record-missing': '以保护第三方合法权益答复前，应有征求第三方意见的记录。',
  'case-already-closed': '本案已于 {closedOn} 办结。',
  'already-archived': '本案已于 {archivedOn} 归档。',
  'already-carried-over': '本案已从 {fromYear} 年结转。',
  'not-open-at-year-end': '本案在 {fromYear} 年末并非待办，无须结转。',
  'correction-target-unknown': '没有找到要更正的事实（{targetEventId}）。',
  'correction-target-fixed': '“更正事实”和“清除个人信息”的记录不能这样更正。',
  'correction-changes-nothing': '更正内容与原记录相同。',
  'correction-field-unknown': '该事实没有“{field}”这一项。',
  'correction-breaks-history': '这样更正后案件历史不再成立：{fault}。',
  'already-erased': '本案个人信息已于 {erasedOn} 清除。',
  'personal-data-erased': '本案个人信息已清除，不能再登记个人信息。',
} as const;

export type CaseRefusal = keyof typeof caseRefusals;

/** The sentence for a refusal, its facts filled in. */
export const caseRefusalSentence = (
  code: CaseRefusal,
  facts: Readonly<Record<string, unknown>>,
): string => caseRefusals[code].replace(/\{(\w+)\}/g, (_, name: string) => wordOf(facts[name]));

const wordOf = (fact: unknown): string =>
  typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '（未知）';
