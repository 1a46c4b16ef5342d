import {
  type CaseFact,
  type CaseGrouping,
  type CaseSelector,
  inMemorySource,
  type Listing,
  type Page,
  type RemedyFact,
  type RemedySelector,
} from '@sunledger/annual-report';
import { applicantTypes, channels, disposalKinds } from '@sunledger/disclosure-case';
import {
  caseFactTable,
  noDate,
  type ReadModelDatabase,
  remedyFactTable,
  stillBelieved,
  upsertRows,
} from '@sunledger/persistence';
import { OfficeLog } from '@sunledger/projections/testing';
import fc from 'fast-check';

import { caseFactRow } from './case-fact';
import { SqlReportSource } from './sql-report-source';
import { databaseKinds } from '@sunledger/persistence/testing';

describe.each(databaseKinds)('on %s', (kind) => {
  jest.setTimeout(120_000);

  const agencies = ['A', 'B', 'C'];
  const day = fc
    .integer({ min: 0, max: 60 })
    .map((days) => new Date(Date.UTC(2018, 11, 1 + days)).toISOString().slice(0, 10));
  const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
  const some = <Value>(values: readonly Value[]) => maybe(fc.subarray([...values]));

  const given = <Shape extends object>(shape: Shape): { [Key in keyof Shape]?: Shape[Key] } =>
    Object.fromEntries(
      Object.entries(shape).filter(([, value]) => value !== undefined),
      // Only absent conditions were taken out.
    ) as { [Key in keyof Shape]?: Shape[Key] };

  const agencySet = fc.oneof(fc.constant('all' as const), fc.subarray(agencies));

  const caseFacts: fc.Arbitrary<readonly CaseFact[]> = fc
    .array(
      fc.record({
        agency: fc.constantFrom(...agencies),
        applicantType: fc.constantFrom(...applicantTypes),
        channel: fc.constantFrom(...channels),
        receivedOn: day,
        closing: fc.option(
          fc.record({
            on: day,
            kind: fc.constantFrom(...disposalKinds),
            onTime: fc.option(fc.boolean()),
          }),
        ),
        assessed: fc.option(fc.record({ on: day, yuan: fc.nat(500) })),
        paid: fc.option(fc.record({ on: day, yuan: fc.nat(500) })),
      }),
      { maxLength: 40 },
    )
    .map((facts) =>
      facts.map(({ closing, assessed, paid, ...fact }, at) => ({
        ...fact,
        caseId: `case-${at}`,
        serialNumber: `n-${at}`,
        closedOn: closing?.on ?? null,
        disposalKind: closing?.kind ?? null,
        onTime: closing?.onTime ?? null,
        feeAssessedOn: assessed?.on ?? null,
        feeAssessedYuan: assessed?.yuan ?? 0,
        feePaidOn: paid?.on ?? null,
        feePaidYuan: paid?.yuan ?? 0,
      })),
    );

  const remedyFacts: fc.Arbitrary<readonly RemedyFact[]> = fc
    .array(
      fc.record({
        caseId: fc.nat(40).map((at) => `case-${at}`),
        agency: fc.constantFrom(...agencies),
        kind: fc.constantFrom('review', 'directSuit', 'suitAfterReview'),
        acceptedOn: day,
        openedOn: day,
        endedOn: fc.option(day),
        result: fc.option(fc.constantFrom('upheld', 'corrected', 'otherResult')),
        appealedOn: fc.option(day),
      } as const),
      { maxLength: 30 },
    )
    .map((facts) =>
      facts.map((fact, at) => ({ ...fact, remedyId: `remedy-${at % 7}`, instance: at + 1 })),
    );

  const caseSelector: fc.Arbitrary<CaseSelector> = fc
    .record({
      receivedFrom: maybe(day),
      receivedThrough: maybe(day),
      closedFrom: maybe(day),
      closedThrough: maybe(day),
      notClosedBefore: maybe(day),
      notClosedThrough: maybe(day),
      disposalKinds: some(disposalKinds),
      applicantTypes: some(applicantTypes),
      channels: some(channels),
      onTime: maybe(fc.boolean()),
      feeAssessedFrom: maybe(day),
      feeAssessedThrough: maybe(day),
      feePaidFrom: maybe(day),
      feePaidThrough: maybe(day),
      leavingOut: maybe(
        fc.record({ disposalKinds: fc.subarray([...disposalKinds]), closedThrough: day }),
      ),
    })
    // All conditions at once pick nothing; a few at a time are what a report asks.
    .chain((all) => fc.subarray(Object.keys(all), { maxLength: 4 }).map((keys) => pick(all, keys)))
    .chain((selector) => agencySet.map((set) => ({ ...given(selector), agencies: set })));

  const pick = <Shape extends object>(shape: Shape, keys: readonly string[]): Partial<Shape> =>
    Object.fromEntries(
      Object.entries(shape).filter(([key]) => keys.includes(key)),
      // The same object with fewer keys.
    ) as Partial<Shape>;

  const remedySelector: fc.Arbitrary<RemedySelector> = fc
    .record({
      kinds: some(['review', 'directSuit', 'suitAfterReview'] as const),
      acceptedFrom: maybe(day),
      openedFrom: maybe(day),
      openedThrough: maybe(day),
      endedFrom: maybe(day),
      endedThrough: maybe(day),
      notEndedBefore: maybe(day),
      notEndedThrough: maybe(day),
      notAppealedThrough: maybe(day),
      results: some(['upheld', 'corrected', 'otherResult'] as const),
      about: maybe(fc.record({ disposalKinds: fc.subarray([...disposalKinds]), closedFrom: day })),
    })
    .chain((all) => fc.subarray(Object.keys(all), { maxLength: 4 }).map((keys) => pick(all, keys)))
    .chain((selector) => agencySet.map((set) => ({ ...given(selector), agencies: set })));

  const grouping = fc.subarray<CaseGrouping>([
    'applicantType',
    'disposalKind',
    'channel',
    'onTime',
  ]);

  const remedyRow = (fact: RemedyFact) => [
    fact.remedyId,
    fact.instance,
    1,
    stillBelieved,
    fact.caseId,
    fact.agency,
    fact.kind,
    fact.acceptedOn,
    fact.openedOn,
    fact.endedOn ?? noDate,
    fact.result,
    fact.appealedOn ?? noDate,
  ];

  const inTables = (
    database: ReadModelDatabase,
    cases: readonly CaseFact[],
    remedies: readonly RemedyFact[],
  ) =>
    database.write(async (transaction) => {
      await transaction.execute(`DELETE FROM ${caseFactTable.name}`);
      await transaction.execute(`DELETE FROM ${remedyFactTable.name}`);
      const believed = cases.map((fact) => caseFactRow({ fact, from: 1, to: stillBelieved }));
      await upsertRows(transaction, caseFactTable, believed);
      await upsertRows(transaction, remedyFactTable, remedies.map(remedyRow));
    });

  const everyPage = async <Entry>(
    list: (page: Page) => Promise<Listing<Entry>>,
  ): Promise<readonly Entry[]> => {
    const entries: Entry[] = [];
    let after: string | null = null;
    do {
      const listing: Listing<Entry> = await list({
        limit: 3,
        ...(after === null ? {} : { after }),
      });
      entries.push(...listing.entries);
      after = listing.next;
    } while (after !== null);
    return entries;
  };

  const inAnyOrder = (tallies: readonly object[]): readonly string[] =>
    tallies.map((tally) => JSON.stringify(Object.entries(tally).sort())).sort();

  describe('the report source in SQL', () => {
    let office: OfficeLog;
    let database: ReadModelDatabase;
    beforeAll(async () => {
      office = new OfficeLog(kind);
      database = await office.database();
    });
    afterAll(() => office.remove());

    it('counts and lists what the selectors mean, now and at a position', () =>
      fc.assert(
        fc.asyncProperty(
          caseFacts,
          remedyFacts,
          fc.array(fc.tuple(caseSelector, grouping, remedySelector), {
            minLength: 1,
            maxLength: 6,
          }),
          async (cases, remedies, questions) => {
            await inTables(database, cases, remedies);
            const meant = inMemorySource(cases, remedies);
            for (const source of [
              new SqlReportSource(database),
              new SqlReportSource(database, 5),
            ]) {
              for (const [selector, groupBy, ofRemedies] of questions) {
                expect(inAnyOrder(await source.tally(selector, groupBy))).toEqual(
                  inAnyOrder(await meant.tally(selector, groupBy)),
                );
                expect(await source.feeSums(selector)).toEqual(await meant.feeSums(selector));
                expect(await everyPage((page) => source.listCases(selector, page))).toEqual(
                  await everyPage((page) => meant.listCases(selector, page)),
                );
                expect(inAnyOrder(await source.tallyRemedies(ofRemedies))).toEqual(
                  inAnyOrder(await meant.tallyRemedies(ofRemedies)),
                );
                expect(await everyPage((page) => source.listRemedies(ofRemedies, page))).toEqual(
                  await everyPage((page) => meant.listRemedies(ofRemedies, page)),
                );
              }
            }
          },
        ),
        { numRuns: 60 },
      ));
  });
});
