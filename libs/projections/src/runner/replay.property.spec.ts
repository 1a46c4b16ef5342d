import { type CaseFact, inMemorySource } from '@sunledger/annual-report';
import {
  closedOnTime,
  closingOf,
  foldCase,
  type LoggedRequestEvent,
} from '@sunledger/disclosure-case';
import type { StoredEvent } from '@sunledger/event-store';
import { defaultPolicy } from '@sunledger/policy';
import {
  type LoggedFact,
  OfficeLog,
  randomLog,
  tableContents,
} from '@sunledger/projections/testing';
import { officialCalendar } from '@sunledger/working-days';
import fc from 'fast-check';
import { databaseKinds } from '@sunledger/persistence/testing';

describe.each(databaseKinds)('on %s', (kind) => {
  // Each round opens files of its own; the time is a bound for a busy machine, not a measure.
  jest.setTimeout(120_000);
  // Making databases on a server takes its time.
  const rounds = { numRuns: kind === 'sqlite' ? 40 : 6 };

  const inOffice = async (check: (office: OfficeLog) => Promise<void>): Promise<void> => {
    const office = new OfficeLog(kind);
    try {
      await check(office);
    } finally {
      await office.remove();
    }
  };

  /** What the report should count of a request, straight from the fold of its stream. */
  const factOf = (caseId: string, stream: readonly StoredEvent[]): CaseFact | null => {
    const state = foldCase(stream as unknown as readonly LoggedRequestEvent[]);
    const { registration, fee } = state;
    if (registration?.proceeding !== 'disclosure' || state.voided !== undefined) return null;
    const view = officialCalendar.asKnownOn('9999-12-31', state.agency);
    const closing = closingOf(state, defaultPolicy);
    return {
      caseId,
      agency: state.agency ?? '',
      serialNumber: registration.serialNumber,
      applicantType: state.applicantType ?? 'otherOrg',
      channel: state.channel ?? 'other',
      receivedOn: state.receivedOn ?? '',
      closedOn: closing?.on ?? null,
      disposalKind: closing?.disposalKind ?? null,
      onTime: closedOnTime(state, view, defaultPolicy),
      feeAssessedOn: fee?.assessedOn ?? null,
      feeAssessedYuan: fee?.amountYuan ?? 0,
      feePaidOn: fee?.paidOn ?? null,
      feePaidYuan: fee?.paidYuan ?? 0,
    };
  };

  /** The facts at a position by reading the whole log up to it. */
  const factsAt = async ({ store }: OfficeLog, position: number): Promise<readonly CaseFact[]> => {
    const streams = new Map<string, StoredEvent[]>();
    for (const event of await store.readAll(0, { max: 1000 })) {
      if (!event.stream.startsWith('request-') || event.position > position) continue;
      streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
    }
    return [...streams].flatMap(([stream, events]) => factOf(stream.slice(8), events) ?? []);
  };

  const cutAt = (facts: readonly LoggedFact[], cuts: readonly number[]): LoggedFact[][] => {
    const ends = [...new Set(cuts.map((cut) => cut % (facts.length + 1)))].sort((a, b) => a - b);
    return [...ends, facts.length].map((end, at) => facts.slice(ends[at - 1] ?? 0, end));
  };

  describe('read models of any history', () => {
    it('are the same live in any batches, in one go, after a rebuild and after two', () =>
      fc.assert(
        fc.asyncProperty(randomLog, fc.array(fc.nat(), { maxLength: 6 }), (facts, cuts) =>
          inOffice(async (office) => {
            const live = await office.readModels('live');
            for (const part of cutAt(facts, cuts)) {
              await office.log(...part);
              await live.models.runner.catchUp();
            }
            const once = await office.readModels('once');
            await once.models.runner.catchUp();
            const expected = await tableContents(once.database);
            expect(await tableContents(live.database)).toEqual(expected);

            await live.models.rebuild();
            await live.models.rebuild();
            expect(await tableContents(live.database)).toEqual(expected);
            expect(await live.models.position()).toBe((await office.store.head()).position);
          }),
        ),
        rounds,
      ));

    it('say at every past position what was believed then', () =>
      fc.assert(
        fc.asyncProperty(randomLog, fc.nat(), (facts, at) =>
          inOffice(async (office) => {
            const head = await office.log(...facts);
            const { models } = await office.readModels();
            await models.runner.catchUp();
            for (const position of [head, at % (head + 1)]) {
              const believed = await models
                .reportSource(position)
                .listCases({ agencies: 'all' }, { limit: 100 });
              const expected = await inMemorySource(await factsAt(office, position)).listCases(
                { agencies: 'all' },
                { limit: 100 },
              );
              expect(believed.entries).toEqual(expected.entries);
            }
          }),
        ),
        rounds,
      ));
  });
});
