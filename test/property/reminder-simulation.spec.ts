import type { CarrierKind } from '@sunledger/jobs/testing';
import { temporaryReadModels } from '@sunledger/persistence/testing';

import { carriedBy } from './reminders/carrying-jobs';
import { simulateReminders, type SimulationResult } from './reminders/simulation';

/** Three years, a leap year among them. */
const threeYears = 1_096;
const seed = 20_190_603;
const carriers: readonly CarrierKind[] = ['in-process', 'bullmq'];

describe('three years of reminders', () => {
  const results = new Map<CarrierKind, SimulationResult>();
  const resultOf = (carrier: CarrierKind): SimulationResult => {
    const result = results.get(carrier);
    if (result === undefined) throw new Error(`nothing was carried by ${carrier}`);
    return result;
  };
  beforeAll(async () => {
    for (const carrier of carriers) {
      const seeded = { seed, days: threeYears, carrier: carriedBy(carrier, seed + 1) };
      results.set(carrier, await simulateReminders(seeded));
    }
  }, 600_000);

  it.each(carriers)(
    'are those that the law and the rules of the office ask for, each exactly once (%s)',
    (carrier) => {
      const { issued, expected } = resultOf(carrier);
      expect([...issued].sort()).toEqual([...expected].sort());
      expect(new Set(issued).size).toBe(issued.length);
    },
  );

  it('are the same list, issued at the same instants, whatever carries the jobs', () => {
    const [inProcess, onRedis] = carriers.map(resultOf);
    expect(onRedis?.issued.length).toBeGreaterThan(1_000);
    expect(onRedis?.issued).toEqual(inProcess?.issued);
    expect(onRedis?.issuedAt).toEqual(inProcess?.issuedAt);
  });

  it.each(carriers)('were issued in hours and on days of work (%s)', (carrier) => {
    const hours = resultOf(carrier).issuedAt.map(({ recordedAt }) => recordedAt.slice(11, 16));
    // 9:00 and 14:00 in Shanghai.
    expect([...new Set(hours)].sort()).toEqual(['01:00', '06:00']);
  });

  it.each(carriers)(
    'say nothing of a closed case but that delivery is unproven (%s)',
    (carrier) => {
      const result = resultOf(carrier);
      const closedOn = new Map<string, string>(
        result.cabinet.files.flatMap(({ caseId, ended, reply, knownOn }) => {
          const closed = reply?.dispatchedOn ?? (ended === undefined ? undefined : knownOn);
          return closed === undefined ? [] : [[`request-${caseId}`, closed] as const];
        }),
      );
      const late = result.issued.filter((line) => {
        const [day = '', , subject = '', duty] = line.split(' ');
        return duty !== 'deliveryProof' && day > (closedOn.get(subject) ?? '9999-12-31');
      });
      expect(closedOn.size).toBeGreaterThan(300);
      expect(late).toEqual([]);
    },
  );

  it.each(carriers)('met what an office meets (%s)', (carrier) => {
    const { issued, cabinet, doneCount, refusedCount, outageCount, oracle } = resultOf(carrier);
    expect(cabinet.files.length).toBeGreaterThan(400);
    expect(refusedCount).toBeLessThan(doneCount / 20);
    expect(outageCount).toBeGreaterThan(30);
    expect(oracle.rearmedCount).toBeGreaterThan(25);
    expect(issued.filter((line) => line.endsWith('补')).length).toBeGreaterThan(50);
    const kinds = new Set(issued.map((line) => line.split(' ')[3]));
    expect([...kinds].sort()).toEqual([
      'annualReport',
      'correction',
      'correctionNotice',
      'deliveryProof',
      'extension',
      'lapse',
      'nextYearCalendar',
      'opinion',
      'payment',
      'reasonablePeriod',
      'remedyAnswer',
      'reply',
    ]);
  });
});

describe('half a year with its read models on PostgreSQL and its jobs on Redis', () => {
  it('has the reminders that are asked for, each exactly once', async () => {
    const place = await temporaryReadModels('postgres');
    try {
      const { issued, expected } = await simulateReminders({
        seed: 7,
        days: 180,
        readModels: place.options,
        carrier: carriedBy('bullmq', 8),
      });
      expect(issued.length).toBeGreaterThan(100);
      expect([...issued].sort()).toEqual([...expected].sort());
    } finally {
      await place.remove();
    }
  }, 300_000);
});
