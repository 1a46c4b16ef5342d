import { matchesRemedy, remedySelectorOf, reportPeriod } from '@sunledger/annual-report';
import { isRefusal } from '@sunledger/decider';
import { defaultPolicy } from '@sunledger/policy';

import { type RemedyCommand, type RemedyFact, type SuitDecision } from '../index';
import { docketedSuit, factsOf } from '../testing';

const decision = (on: string, kind: SuitDecision): RemedyCommand => ({
  type: 'DecideSuit',
  on,
  decision: kind,
});
const appeal = (on: string): RemedyCommand => ({ type: 'AppealSuit', on, by: 'applicant' });

describe('an appeal', () => {
  const firstInstance = [...docketedSuit, decision('2023-12-01', 'revoked')];
  const resultsOf = (...more: readonly RemedyCommand[]) =>
    factsOf([...firstInstance, ...more]).map(({ result }) => result);

  it('opens an instance of its own and keeps the first', () => {
    const [first, second] = factsOf([...firstInstance, appeal('2023-12-11')]);
    expect(first).toMatchObject({
      instance: 1,
      openedOn: '2023-04-10',
      endedOn: '2023-12-01',
      result: 'corrected',
      appealedOn: '2023-12-11',
    });
    expect(second).toMatchObject({
      instance: 2,
      acceptedOn: '2023-04-10',
      openedOn: '2023-12-11',
      endedOn: null,
      result: null,
      appealedOn: null,
    });
  });

  it('leaves the first result standing when dismissed or withdrawn', () => {
    expect(resultsOf(appeal('2023-12-11'), decision('2024-03-01', 'appealDismissed'))).toEqual([
      'corrected',
      'corrected',
    ]);
    expect(resultsOf(appeal('2023-12-11'), { type: 'WithdrawSuit', on: '2024-03-01' })).toEqual([
      'corrected',
      'corrected',
    ]);
  });

  it('replaces the first result when judged anew', () => {
    expect(resultsOf(appeal('2023-12-11'), decision('2024-03-01', 'claimDismissed'))).toEqual([
      'corrected',
      'upheld',
    ]);
  });

  it('sends back: a new first instance is pending, and may be appealed again', () => {
    const remanded = [appeal('2023-12-11'), decision('2024-03-01', 'remanded')];
    expect(resultsOf(...remanded)).toEqual(['corrected', 'otherResult', null]);
    const again = [...remanded, decision('2024-06-03', 'claimDismissed'), appeal('2024-06-12')];
    expect(resultsOf(...again)).toEqual(['corrected', 'otherResult', 'upheld', null]);
  });

  describe('in section 四', () => {
    const facts = factsOf([
      ...firstInstance,
      appeal('2023-12-11'),
      decision('2024-03-01', 'claimDismissed'),
    ]);
    const column = (
      year: number,
      name: 'upheld' | 'corrected' | 'pending' | 'total',
      appealsCountOnce: boolean,
    ): readonly RemedyFact[] => {
      const period = reportPeriod(['sunvale'], year, `${year}-12-31`);
      if (isRefusal(period)) throw new Error('the year is reportable');
      const policy = { ...defaultPolicy, appealsCountOnce };
      const selector = remedySelectorOf({ group: 'directSuit', column: name }, period, policy);
      return facts.filter((fact) => matchesRemedy(selector, fact));
    };
    const counts = (year: number, once: boolean) =>
      (['upheld', 'corrected', 'pending', 'total'] as const).map(
        (name) => column(year, name, once).length,
      );

    it('both instances are one case by default: pending in 2023, upheld in 2024', () => {
      expect(counts(2023, true)).toEqual([0, 0, 1, 1]);
      expect(counts(2024, true)).toEqual([1, 0, 0, 1]);
    });

    it('each instance counts when the office decides so', () => {
      expect(counts(2023, false)).toEqual([0, 1, 1, 2]);
      expect(counts(2024, false)).toEqual([1, 0, 0, 1]);
    });
  });
});
