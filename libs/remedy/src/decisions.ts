/** Column of section 四 in which an ended remedy stands. */
export type RemedyResult = 'upheld' | 'corrected' | 'otherResult';
export const remedyResults = ['upheld', 'corrected', 'otherResult'] as const;

export const remedyResultLabels = {
  upheld: '结果维持',
  corrected: '结果纠正',
  otherResult: '其他结果',
} as const satisfies Record<RemedyResult, string>;

export interface DecisionType {
  readonly label: string;
  /** Where the law provides for this way of ending. */
  readonly article: string;
  /** Column of section 四; `ofInstanceBefore`: the result appealed against stands. */
  readonly result: RemedyResult | 'ofInstanceBefore';
}

/**
 * How a 行政复议 ends, by 行政复议法 (2023). The articles are the law's; which column each way
 * belongs to is nowhere defined officially and follows the domain reference.
 */
export const reviewDecisions = {
  upheld: { label: '维持', article: '行政复议法第六十八条', result: 'upheld' },
  requestDismissed: {
    label: '驳回行政复议请求',
    article: '行政复议法第六十九条',
    result: 'upheld',
  },
  changed: { label: '变更', article: '行政复议法第六十三条', result: 'corrected' },
  revoked: {
    label: '撤销、部分撤销（责令重作）',
    article: '行政复议法第六十四条',
    result: 'corrected',
  },
  confirmedUnlawful: { label: '确认违法', article: '行政复议法第六十五条', result: 'corrected' },
  orderedToPerform: { label: '责令履行', article: '行政复议法第六十六条', result: 'corrected' },
  confirmedInvalid: { label: '确认无效', article: '行政复议法第六十七条', result: 'corrected' },
  withoutEvidence: {
    label: '视为没有证据、依据而撤销等',
    article: '行政复议法第七十条',
    result: 'corrected',
  },
  notAccepted: { label: '不予受理', article: '行政复议法第三十条', result: 'otherResult' },
  applicationDismissed: {
    label: '驳回行政复议申请',
    article: '行政复议法第三十三条',
    result: 'otherResult',
  },
  terminated: { label: '终止', article: '行政复议法第四十一条', result: 'otherResult' },
  mediated: { label: '调解', article: '行政复议法第七十三条', result: 'otherResult' },
} as const satisfies Record<string, DecisionType>;
export type ReviewDecision = keyof typeof reviewDecisions;

/** How an instance of a 行政诉讼 ends, by 行政诉讼法 (2017); columns as for reviews. */
export const suitDecisions = {
  claimDismissed: { label: '驳回诉讼请求', article: '行政诉讼法第六十九条', result: 'upheld' },
  revoked: {
    label: '撤销、部分撤销（责令重作）',
    article: '行政诉讼法第七十条',
    result: 'corrected',
  },
  orderedToPerform: { label: '责令履行', article: '行政诉讼法第七十二条', result: 'corrected' },
  orderedToPay: { label: '责令给付', article: '行政诉讼法第七十三条', result: 'corrected' },
  confirmedUnlawful: { label: '确认违法', article: '行政诉讼法第七十四条', result: 'corrected' },
  confirmedInvalid: { label: '确认无效', article: '行政诉讼法第七十五条', result: 'corrected' },
  changed: { label: '变更', article: '行政诉讼法第七十七条', result: 'corrected' },
  notDocketed: { label: '不予立案', article: '行政诉讼法第五十一条', result: 'otherResult' },
  suitDismissed: { label: '驳回起诉', article: '行政诉讼法第四十九条', result: 'otherResult' },
  terminated: { label: '终结诉讼', article: '行政诉讼法第一百零一条', result: 'otherResult' },
  mediated: { label: '调解', article: '行政诉讼法第六十条', result: 'otherResult' },
  appealDismissed: {
    label: '驳回上诉，维持原裁判',
    article: '行政诉讼法第八十九条第一款第一项',
    result: 'ofInstanceBefore',
  },
  remanded: {
    label: '发回重审',
    article: '行政诉讼法第八十九条第一款第三、四项',
    result: 'otherResult',
  },
} as const satisfies Record<string, DecisionType>;
export type SuitDecision = keyof typeof suitDecisions;

// Object.keys forgets that it lists the keys of the object.
export const reviewDecisionTypes = Object.keys(reviewDecisions) as readonly ReviewDecision[];
export const suitDecisionTypes = Object.keys(suitDecisions) as readonly SuitDecision[];

/** The two ways that only a court of second instance has (行政诉讼法 art 89). */
export const appealOnly: ReadonlySet<SuitDecision> = new Set<SuitDecision>([
  'appealDismissed',
  'remanded',
]);
