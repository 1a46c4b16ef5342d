import fc from 'fast-check';
import { calendarOf2026 as calendar } from '@sunledger/disclosure-case/testing';
import { defaultPolicy } from '@sunledger/policy';
import { addDays, type IsoDate } from '@sunledger/working-days';

import type { ClockFacts } from './clock-facts';
import { deadline } from './deadline';

const seed = 20190515;
const runs = { seed, numRuns: 300 };

const receipts = fc.integer({ min: 0, max: 2500 }).map((days) => addDays('2019-05-15', days));

/** Letters as days from receipt to sending, and from sending to answer. */
const letters = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: 40 }), length: fc.integer({ min: 0, max: 60 }) }),
  { maxLength: 5 },
);
type Letters = typeof letters extends fc.Arbitrary<infer Value> ? Value : never;

const consultationsOf = (from: IsoDate, spans: Letters): ClockFacts['consultations'] =>
  spans.map(({ after, length }) => {
    const sentOn = addDays(from, after);
    return { sentOn, answeredOn: addDays(sentOn, length) };
  });

const facts = (receivedOn: IsoDate, more: Partial<ClockFacts> = {}): ClockFacts => ({
  receivedOn,
  corrections: [],
  consultations: [],
  ...more,
});

const dueOn = (clock: ClockFacts): IsoDate => {
  const { dueOn: on } = deadline(clock, calendar, defaultPolicy);
  if (on === null) throw new Error('no term runs');
  return on;
};

/** The rule of the law again, by brute force: every excluded day in a set, one day at a time. */
const bruteForce = (receivedOn: IsoDate, consultations: ClockFacts['consultations']): IsoDate => {
  const excluded = new Set<IsoDate>();
  for (const { sentOn, answeredOn = sentOn } of consultations) {
    for (let on = addDays(sentOn, 1); on <= answeredOn; on = addDays(on, 1)) excluded.add(on);
  }
  let on = receivedOn;
  for (let left = 20; left > 0;) {
    on = addDays(on, 1);
    if (calendar.isWorkingDay(on) && !excluded.has(on)) left -= 1;
  }
  return on;
};

describe('the due date, whatever the letters', () => {
  it('is that of the union of the spans', () => {
    fc.assert(
      fc.property(receipts, letters, (receivedOn, spans) => {
        const consultations = consultationsOf(receivedOn, spans);
        const expected = bruteForce(receivedOn, consultations);
        expect(dueOn(facts(receivedOn, { consultations }))).toBe(expected);
      }),
      runs,
    );
  });

  it('does not depend on the order of the letters', () => {
    fc.assert(
      fc.property(
        receipts,
        letters.chain((spans) =>
          fc.tuple(
            fc.constant(spans),
            fc.shuffledSubarray(spans, { minLength: spans.length, maxLength: spans.length }),
          ),
        ),
        (receivedOn, [spans, shuffled]) => {
          const inOrder = facts(receivedOn, { consultations: consultationsOf(receivedOn, spans) });
          const mixed = facts(receivedOn, { consultations: consultationsOf(receivedOn, shuffled) });
          expect(dueOn(mixed)).toBe(dueOn(inOrder));
        },
      ),
      runs,
    );
  });

  it('is a working day', () => {
    fc.assert(
      fc.property(receipts, letters, fc.integer({ min: 1, max: 20 }), (receivedOn, spans, days) => {
        const consultations = consultationsOf(receivedOn, spans);
        const extension = { notifiedOn: receivedOn, workingDays: days };
        const on = dueOn(facts(receivedOn, { consultations, extension }));
        expect(calendar.isWorkingDay(on)).toBe(true);
      }),
      runs,
    );
  });

  it('is never earlier for a later receipt', () => {
    fc.assert(
      fc.property(
        receipts,
        fc.integer({ min: 1, max: 30 }),
        letters,
        (receivedOn, later, spans) => {
          const consultations = consultationsOf(receivedOn, spans);
          const early = dueOn(facts(receivedOn, { consultations }));
          expect(dueOn(facts(addDays(receivedOn, later), { consultations })) >= early).toBe(true);
        },
      ),
      runs,
    );
  });

  it('is never earlier for one more letter, nor for an extension', () => {
    fc.assert(
      fc.property(receipts, letters, letters, (receivedOn, spans, more) => {
        const consultations = consultationsOf(receivedOn, spans);
        const before = dueOn(facts(receivedOn, { consultations }));
        const added = [...consultations, ...consultationsOf(receivedOn, more)];
        expect(dueOn(facts(receivedOn, { consultations: added })) >= before).toBe(true);
        const extension = { notifiedOn: before, workingDays: 7 };
        expect(dueOn(facts(receivedOn, { consultations, extension })) > before).toBe(true);
      }),
      runs,
    );
  });

  it('counts as many days as the term has', () => {
    fc.assert(
      fc.property(receipts, letters, (receivedOn, spans) => {
        const consultations = consultationsOf(receivedOn, spans);
        const { workings } = deadline(
          facts(receivedOn, { consultations }),
          calendar,
          defaultPolicy,
        );
        expect(workings.filter(({ counted }) => counted)).toHaveLength(20);
      }),
      runs,
    );
  });
});
