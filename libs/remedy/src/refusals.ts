/**
 * Every reason for which a command about a remedy is turned down, with the sentence a clerk
 * reads. `{name}` is filled from the refusal's facts. Codes are stable: never renamed or reused.
 */
export const remedyRefusals = {
  'command-invalid': '填写的内容不完整或格式不对：{fault}。',
  'date-unreal': '{on} 不是有效日期，请按 2019-03-04 的格式填写。',
  'date-in-future': '日期 {on} 晚于今天（{today}），尚未发生的事不能登记。',
  'date-out-of-order': '{what}的日期 {on} 早于{earlierWhat}的日期 {earlierOn}，请核对。',
  'late-logging-needs-reason': '该事项发生于 {on}，距今已 {days} 天，请填写补记原因。',
  'request-unknown': '没有找到所涉的公开申请（{caseId}），请先登记该申请。',
  'request-voided': '所涉的公开申请登记已作废，不能登记复议或诉讼。',
  'filed-before-receipt': '日期 {on} 早于收到公开申请之日 {receivedOn}，请核对。',
  'remedy-already-filed': '编号 {remedyId} 已登记为{kindLabel}，不能重复登记。',
  'remedy-not-filed': '尚未登记该复议或诉讼的提起，请先登记。',
  'remedy-kind-mismatch': '该编号登记的是{kindLabel}，不能办理“{commandLabel}”。',
  'remedy-withdrawn': '该复议或诉讼已于 {withdrawnOn} 撤回。',
  'already-accepted': '已于 {acceptedOn} 受理（立案），不能重复登记。',
  'already-answered': '已于 {answeredOn} 提出答复（提交答辩状），不能重复登记。',
  'answer-before-acceptance': '尚未受理（立案），不能登记答复（答辩）。',
  'already-decided': '已于 {decidedOn} 审结，不能再办理“{commandLabel}”。',
  'not-accepted-yet': '尚未受理（立案），只能登记不予受理（不予立案）或撤回。',
  'refusal-after-acceptance': '已于 {acceptedOn} 受理（立案），不能再登记“{decisionLabel}”。',
  'decision-not-of-this-instance': '“{decisionLabel}”不是本审级的裁判方式，请核对。',
  'decision-missing': '请选择决定（裁判）的方式。',
  'decision-type-missing': '请选择决定（裁判）的方式；台账只载明结果的，另行补录。',
  'result-contradicts-decision': '决定（裁判）方式为“{decisionLabel}”时，结果不是“{resultLabel}”。',
  'appeal-before-decision': '一审尚未裁判，不能登记上诉。',
  'appeal-of-final-judgment': '二审裁判为终审，不能上诉。',
  'direct-suit-names-review': '未经复议直接起诉的，不应指明复议案件；经过复议的请选“复议后起诉”。',
  'review-record-missing': '复议后起诉的，请指明之前的复议案件。',
  'review-unknown': '没有找到同一申请的复议案件（{reviewRemedyId}）。',
  'review-pending':
    '复议案件（{reviewRemedyId}）尚未审结；复议机关逾期未作决定的，请选“逾期未决定”。',
  'correction-target-unknown': '没有找到要更正的事实（{targetEventId}）。',
  'correction-target-fixed': '“更正事实”的记录只能撤销，不能再改。',
  'correction-changes-nothing': '更正内容与原记录相同。',
  'correction-field-unknown': '该事实没有“{field}”这一项。',
  'correction-field-fixed': '“{field}”是该救济的身份，不能更正；请撤销本记录后另行登记。',
  'correction-breaks-history': '这样更正后案件历史不再成立：{fault}',
} as const;

export type RemedyRefusal = keyof typeof remedyRefusals;

/** Doubts that are logged with the fact and do not stop it. */
export const remedyWarnings = {
  'review-first-skipped':
    '该申请系依条例第十四至十六条不予公开，依法应先申请行政复议（行政复议法第二十三条），却登记为未经复议直接起诉，请核对。',
} as const;

export type RemedyWarning = keyof typeof remedyWarnings;

/** The sentence for a refusal, its facts filled in. */
export const remedyRefusalSentence = (
  code: RemedyRefusal,
  facts: Readonly<Record<string, unknown>>,
): string =>
  remedyRefusals[code].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = facts[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '（未知）';
  });
