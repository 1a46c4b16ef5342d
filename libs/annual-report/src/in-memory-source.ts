import { type CaseSelector, matches } from './case-selector';
import type { CaseFact, RemedyFact } from './facts';
import { matchesRemedy, type RemedySelector } from './remedy-selector';
import type {
  CaseGrouping,
  CaseTally,
  Listing,
  Page,
  RemedyTally,
  ReportSource,
} from './report-source';

const pageOf = <Entry>(
  keyed: readonly { readonly key: string; readonly entry: Entry }[],
  { limit, after }: Page,
): Listing<Entry> => {
  const sorted = [...keyed]
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .filter(({ key }) => after === undefined || key > after);
  const page = sorted.slice(0, limit);
  return {
    entries: page.map(({ entry }) => entry),
    next: sorted.length > limit ? (page.at(-1)?.key ?? null) : null,
  };
};

const groupOf = (fact: CaseFact, groupBy: readonly CaseGrouping[]): Omit<CaseTally, 'cases'> =>
  Object.fromEntries(groupBy.map((key) => [key, fact[key]]));

/** Groups by a printable key, in order of first appearance. */
function countBy<Group extends object>(groups: readonly Group[]): readonly [Group, number][] {
  const counts = new Map<string, [Group, number]>();
  for (const group of groups) {
    const key = JSON.stringify(group);
    const count = counts.get(key);
    if (count === undefined) counts.set(key, [group, 1]);
    else count[1] += 1;
  }
  return [...counts.values()];
}

/** A source over two plain lists: the meaning of every selector, and the oracle of SQL tests. */
export function inMemorySource(
  cases: readonly CaseFact[],
  remedies: readonly RemedyFact[] = [],
): ReportSource {
  const requests = new Map(cases.map((fact) => [fact.caseId, fact]));
  const select = (selector: CaseSelector) => cases.filter((fact) => matches(selector, fact));
  const selectRemedies = (selector: RemedySelector) =>
    remedies.filter((fact) => matchesRemedy(selector, fact, requests.get(fact.caseId)));

  return {
    tally: async (selector, groupBy) =>
      countBy(select(selector).map((fact) => groupOf(fact, groupBy))).map(([group, count]) => ({
        ...group,
        cases: count,
      })),
    feeSums: async (selector) => {
      const selected = select(selector);
      return {
        cases: selected.length,
        assessedYuan: selected.reduce((sum, fact) => sum + fact.feeAssessedYuan, 0),
        paidYuan: selected.reduce((sum, fact) => sum + fact.feePaidYuan, 0),
      };
    },
    listCases: async (selector, page) =>
      pageOf(
        select(selector).map((entry) => ({ key: `${entry.receivedOn}/${entry.caseId}`, entry })),
        page,
      ),
    tallyRemedies: async (selector) =>
      countBy(selectRemedies(selector).map(({ kind, result }) => ({ kind, result }))).map(
        ([group, remedyCount]): RemedyTally => ({ ...group, remedies: remedyCount }),
      ),
    listRemedies: async (selector, page) =>
      pageOf(
        selectRemedies(selector).map((entry) => ({
          key: `${entry.openedOn}/${entry.remedyId}/${String(entry.instance).padStart(4, '0')}`,
          entry,
        })),
        page,
      ),
  };
}
