import type { CaseFact, DisclosureEntry } from '@sunledger/annual-report';
import { caseFact } from './facts';

const closed = (caseId: string, month: string, kind: CaseFact['disposalKind']): CaseFact =>
  caseFact(caseId, {
    receivedOn: `2019-${month}-11`,
    closedOn: `2019-${month}-28`,
    disposalKind: kind,
    onTime: true,
  });

/** The seven requests of 太师屯镇 in 2019; the counts are published, the dates illustrative. */
export const seedCases: readonly CaseFact[] = [
  closed('2019-0001', '02', 'alreadyPublic'),
  closed('2019-0002', '03', 'informationNotExist'),
  closed('2019-0003', '04', 'informationNotExist'),
  closed('2019-0004', '06', 'informationNotExist'),
  closed('2019-0005', '07', 'informationNotExist'),
  closed('2019-0006', '09', 'informationNotExist'),
  closed('2019-0007', '11', 'informationNotExist'),
];

/** Section 二 of the same report as published: 规范性文件 20, 3, 11; everything else 0. */
export const seedActiveDisclosure: readonly DisclosureEntry[] = [
  { block: 'art20_1', row: 'normativeDocuments', column: 'newlyMade', value: 20 },
  { block: 'art20_1', row: 'normativeDocuments', column: 'newlyPublished', value: 3 },
  { block: 'art20_1', row: 'normativeDocuments', column: 'totalPublished', value: 11 },
];
