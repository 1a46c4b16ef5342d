import { officialCalendar } from '@sunledger/working-days';
import {
  friday,
  monday,
  saturday,
  thursday,
  tuesday,
  wednesday,
} from '@sunledger/working-days/testing';

import { reviewDueOn, suitAfterReviewDueOn, suitDueOn } from './index';

const calendar = officialCalendar.asKnownOn('2026-06-30');

describe('the term for a review', () => {
  it('of a reply delivered on 2025-08-05 ends after the National Day holiday', () => {
    // The 60th natural day is Saturday 2025-10-04, inside the holiday of 1 to 8 October.
    expect(reviewDueOn(tuesday('2025-08-05'), calendar)).toEqual({
      on: thursday('2025-10-09'),
      provisional: false,
    });
  });

  it('is sixty natural days where the last one is worked', () => {
    expect(reviewDueOn(monday('2025-03-10'), calendar).on).toBe(friday('2025-05-09'));
  });
});

describe('the term for a suit', () => {
  it('is six months to the same day', () => {
    expect(suitDueOn(tuesday('2025-08-05'), calendar).on).toBe(thursday('2026-02-05'));
  });

  it('ends with the month where it has no such day, and that make-up Saturday counts', () => {
    expect(suitDueOn('2025-08-31', calendar).on).toBe(saturday('2026-02-28'));
  });

  it('rolls over the Spring Festival of 15 to 23 February 2026', () => {
    expect(suitDueOn(monday('2025-08-18'), calendar).on).toBe(tuesday('2026-02-24'));
  });

  it('after a review is fifteen days, rolled over likewise', () => {
    expect(suitAfterReviewDueOn(wednesday('2025-08-06'), calendar).on).toBe(thursday('2025-08-21'));
    expect(suitAfterReviewDueOn(saturday('2025-09-20'), calendar).on).toBe(thursday('2025-10-09'));
  });

  it('is provisional past the end of the calendar', () => {
    expect(suitDueOn(wednesday('2026-07-15'), calendar)).toEqual({
      on: friday('2027-01-15'),
      provisional: true,
    });
  });
});
