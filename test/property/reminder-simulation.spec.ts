import { temporaryReadModels } from '@sunledger/persistence/testing';

import { simulateReminders, type SimulationResult } from './reminders/simulation';

/** Three years, a leap year among them. */
const threeYears = 1_096;

describe('three years of reminders', () => {
  let result: SimulationResult;
  beforeAll(async () => {
    result = await simulateReminders({ seed: 20_190_603, days: threeYears });
  }, 300_000);

  it('are those that the law and the rules of the office ask for, each exactly once', () => {
    expect([...result.issued].sort()).toEqual([...result.expected].sort());
    expect(new Set(result.issued).size).toBe(result.issued.length);
  });

  it('were issued in hours and on days of work', () => {
    const hours = result.issuedAt.map(({ recordedAt }) => recordedAt.slice(11, 16));
    // 9:00 and 14:00 in Shanghai.
    expect([...new Set(hours)].sort()).toEqual(['01:00', '06:00']);
  });

  it('say nothing of a case that is closed, but that the proof of its delivery is missing', () => {
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
  });

  it('met what an office meets', () => {
    const { issued, cabinet, doneCount, refusedCount, outageCount, oracle } = result;
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

describe('half a year with its read models on PostgreSQL', () => {
  it('has the reminders that are asked for, each exactly once', async () => {
    const place = await temporaryReadModels('postgres');
    try {
      const { issued, expected } = await simulateReminders({
        seed: 7,
        days: 180,
        readModels: place.options,
      });
      expect(issued.length).toBeGreaterThan(100);
      expect([...issued].sort()).toEqual([...expected].sort());
    } finally {
      await place.remove();
    }
  }, 300_000);
});
