import {
  ledgerRemedyKinds,
  ledgerRemedyResults,
  type LedgerRemedyKind,
  type LedgerRemedyResult,
} from '../rows/ledger-row';
import { wordTable, type WordTable } from './word-table';

/** The headings of section 四. */
export const remedyKindLabels = {
  review: '行政复议',
  directSuit: '未经复议直接起诉',
  suitAfterReview: '复议后起诉',
} as const satisfies Record<LedgerRemedyKind, string>;

const kindSynonyms: Readonly<Record<LedgerRemedyKind, readonly string[]>> = {
  review: ['复议'],
  directSuit: ['直接起诉', '未经复议起诉'],
  suitAfterReview: ['经复议后起诉', '复议后诉讼'],
};

const suits = [remedyKindLabels.directSuit, remedyKindLabels.suitAfterReview];

export const remedyKindWords: WordTable<LedgerRemedyKind> = wordTable(
  ledgerRemedyKinds.flatMap((kind) =>
    [remedyKindLabels[kind], kind, ...kindSynonyms[kind]].map((word) => [word, kind] as const),
  ),
  ledgerRemedyKinds.map((kind) => remedyKindLabels[kind]),
  // Section 四 counts the two in different columns.
  { 行政诉讼: suits, 诉讼: suits, 起诉: suits },
);

export const remedyResultLabels = {
  upheld: '维持',
  corrected: '纠正',
  otherResult: '其他',
} as const satisfies Record<LedgerRemedyResult, string>;

const resultSynonyms: Readonly<Record<LedgerRemedyResult, readonly string[]>> = {
  upheld: ['结果维持'],
  corrected: ['结果纠正'],
  otherResult: ['其他结果', '其它', '其它结果'],
};

const pendingWords = ['尚未审结', '未审结', '审理中'];

export const remedyResultWords: WordTable<LedgerRemedyResult | 'pending'> = wordTable<
  LedgerRemedyResult | 'pending'
>(
  [
    ...ledgerRemedyResults.flatMap((result) =>
      [remedyResultLabels[result], result, ...resultSynonyms[result]].map(
        (word) => [word, result] as const,
      ),
    ),
    ...pendingWords.map((word) => [word, 'pending'] as const),
  ],
  ledgerRemedyResults.map((result) => remedyResultLabels[result]),
);
