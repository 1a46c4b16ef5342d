import type { AnnualReport } from '@sunledger/annual-report';
import { defaultPolicy } from '@sunledger/policy';
import fc from 'fast-check';

import { believedFacts, reportOf, reportYears, subtreeOf } from './believed-facts';
import { EmbeddedOffice } from './embedded-office';
import { ledgerHistory, type LogEntry, officeHistory, type OfficeHistory } from './histories';

/** Shrinking a counter-example opens an office for each step; the first ones found will do. */
const rounds = { numRuns: 25, interruptAfterTimeLimit: 60_000 };

jest.setTimeout(120_000);

/** What a report says, without when and from which position it was said. */
const contentOf = ({ tables, narrative, checks }: AnnualReport) => ({ tables, narrative, checks });

/** Each agency alone, and with what is below it where there is something. */
const questionsOf = ({ agencies }: OfficeHistory) =>
  agencies.flatMap(({ code }) => {
    const tree = subtreeOf(agencies, code);
    const alone = { agency: code, agencies: [code], rollup: false };
    return tree.length === 1 ? [alone] : [alone, { agency: code, agencies: tree, rollup: true }];
  });

/** Every report of the office is the one that follows from the log folded in memory. */
async function expectReportsOf(
  office: EmbeddedOffice,
  history: OfficeHistory,
  known: readonly LogEntry[],
  knownAt?: string,
): Promise<void> {
  const facts = believedFacts(known, history.policy);
  for (const { agency, agencies, rollup } of questionsOf(history)) {
    for (const year of reportYears) {
      const at = knownAt === undefined ? {} : { knownAt };
      const report = await office.report({ agency, year, rollup, ...at });
      const expected = await reportOf(facts, history.policy, {
        ...{ agency, agencies, year },
        ...{ knownAt: report.knownAt, logPosition: report.logPosition },
      });
      expect(report).toEqual(expected);
      expect(JSON.stringify(report)).toBe(JSON.stringify(expected));
    }
  }
}

/** A place in a history: everything logged on the days before it. */
const logBefore = ({ log }: OfficeHistory, day: string): readonly LogEntry[] =>
  log.filter(({ loggedOn }) => loggedOn < day);

describe('an embedded office with any legal history', () => {
  it('prints the report that follows from the log, now and as known on a day in the past', () =>
    fc.assert(
      fc.asyncProperty(officeHistory(undefined, 9), fc.nat(999), async (history, place) => {
        await EmbeddedOffice.with(history, async (office) => {
          const marks = await office.append(history.log);
          await expectReportsOf(office, history, history.log);
          const mark = marks[place % Math.max(1, marks.length)];
          if (mark === undefined) return;
          const known = history.log.slice(0, mark.entryCount);
          await expectReportsOf(office, history, known, mark.knownAt);
        });
      }),
      rounds,
    ));

  it('rebuilds to the same rows as it kept live, and closes years without moving a figure', () =>
    fc.assert(
      fc.asyncProperty(officeHistory(undefined, 9), async (history) => {
        await EmbeddedOffice.with(history, async (office) => {
          await office.append(history.log);
          const live = await office.tables();
          await office.rebuild();
          expect(await office.tables()).toEqual(live);
          await expectReportsOf(office, history, history.log);

          for (const { code } of history.agencies) {
            for (const year of reportYears.slice(0, -1)) {
              const before = await office.report({ agency: code, year });
              const closed = await office.closeYear(code, year);
              expect(closed.openAtYearEnd).toBe(before.narrative.carriedOut);
              expect(contentOf(await office.report({ agency: code, year }))).toEqual(
                contentOf(before),
              );
              expect((await office.closeYear(code, year)).carriedOver).toEqual([]);
            }
          }
          const closed = await office.tables();
          await office.rebuild();
          expect(await office.tables()).toEqual(closed);
        });
      }),
      rounds,
    ));

  it('prints the report of 2019 in the same bytes after whatever came later', () =>
    fc.assert(
      fc.asyncProperty(officeHistory(undefined, 9), async (history) => {
        await EmbeddedOffice.with(history, async (office) => {
          const then = logBefore(history, '2020-01-16');
          const later = history.log.slice(then.length);
          await office.append(then);
          const questions = questionsOf(history).map(({ agency, rollup }) => ({
            ...{ agency, rollup },
            year: 2019,
          }));
          const printed = await Promise.all(questions.map((asked) => office.report(asked)));
          await office.append(later);
          for (const [at, asked] of questions.entries()) {
            const before = printed[at];
            if (before === undefined) throw new Error('every question has an answer');
            const after = await office.report({ ...asked, knownAt: before.knownAt });
            expect(JSON.stringify(after)).toBe(JSON.stringify(before));
          }
        });
      }),
      rounds,
    ));

  it('imports its own ledgers into another office, which then prints the same report', () =>
    fc.assert(
      fc.asyncProperty(ledgerHistory(), async (history) => {
        await EmbeddedOffice.with(history, async (office) => {
          await office.append(history.log);
          await EmbeddedOffice.with({ ...history, policy: defaultPolicy }, async (other) => {
            for (const { code } of history.agencies) {
              const ledgers = await office.exportLedgers(code);
              const imports = await other.importLedgers(code, ledgers);
              expect(imports.flatMap(({ faults }) => faults)).toEqual([]);
              const again = await other.importLedgers(code, ledgers);
              expect(again.map(({ events }) => events)).toEqual([0, 0]);
            }
            for (const { agency, rollup } of questionsOf(history)) {
              for (const year of reportYears) {
                const { tables, narrative } = await other.report({ agency, rollup, year });
                const original = await office.report({ agency, rollup, year });
                expect({ tables, narrative }).toEqual({
                  ...{ tables: original.tables, narrative: original.narrative },
                });
              }
            }
          });
        });
      }),
      rounds,
    ));
});
