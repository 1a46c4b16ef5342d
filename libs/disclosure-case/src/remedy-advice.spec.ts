import { aCase, policyWith } from '@sunledger/disclosure-case/testing';
import { defaultPolicy } from '@sunledger/policy';

import { remedyAdvice, suitMentioned } from './remedy-advice';
import { disposalKinds, type DisposalKind } from './vocabulary';

/** Arts 14, 15, 16(1), 16(2): the class of 行政复议法 art 23(1)(4). */
const refusalsOfArts14To16: readonly DisposalKind[] = [
  'refusedStateSecret',
  'refusedLawProhibited',
  'refusedSafetyStability',
  'refusedThirdParty',
  'refusedInternalAffairs',
  'refusedProcess',
  'refusedEnforcementFile',
];

describe('the remedy a reply must name', () => {
  it('was a free choice through 2023-12-31', () => {
    for (const kind of disposalKinds) {
      expect(remedyAdvice('2023-12-31', kind, [], defaultPolicy)).toBe('choice');
    }
  });

  it.each(disposalKinds)('for %s from 2024-01-01', (kind) =>
    expect(remedyAdvice('2024-01-01', kind, [], defaultPolicy)).toBe(
      refusalsOfArts14To16.includes(kind) ? 'reviewFirst' : 'choice',
    ),
  );

  it('is a choice for 属于行政查询事项, though the table prints it among the refusals', () =>
    expect(remedyAdvice('2026-07-01', 'refusedAdminQuery', [], defaultPolicy)).toBe('choice'));

  it('partialReviewFirst2024: of a part withheld between 2024-01-01 and 2026-06-30', () => {
    const advice = (on: string, switches: { partialReviewFirst2024: boolean }) =>
      remedyAdvice(on, 'partiallyDisclosed', ['refusedProcess'], policyWith(switches));
    const first = { partialReviewFirst2024: true };
    const choice = { partialReviewFirst2024: false };
    expect(advice('2023-12-31', first)).toBe('choice');
    expect(advice('2024-01-01', first)).toBe('reviewFirst');
    expect(advice('2024-01-01', choice)).toBe('choice');
    expect(advice('2026-06-30', first)).toBe('reviewFirst');
    expect(advice('2026-06-30', choice)).toBe('choice');
    expect(advice('2026-07-01', choice)).toBe('reviewFirst');
  });

  it('of a partial disclosure depends on the kind of what is withheld', () => {
    const partial = (withheld: readonly DisposalKind[]) =>
      remedyAdvice('2026-07-01', 'partiallyDisclosed', withheld, defaultPolicy);
    expect(partial(['informationNotExist'])).toBe('choice');
    expect(partial(['informationNotExist', 'refusedThirdParty'])).toBe('reviewFirst');
  });

  it('is written into the signed reply by the day of its signature', () => {
    const signed = (signedOn: string) =>
      aCase().registered('2023-12-20').signed({ signedOn, disposalKind: 'refusedProcess' }).state
        .reply?.remedyAdvice;
    expect(signed('2023-12-29')).toBe('choice');
    expect(signed('2024-01-02')).toBe('reviewFirst');
  });

  it('looks at the withheld parts only', () => {
    const signed = aCase()
      .registered('2026-07-01')
      .signed({
        signedOn: '2026-07-10',
        disposalKind: 'partiallyDisclosed',
        parts: [
          { description: '方案', outcome: 'given', disposalKind: 'refusedProcess' },
          {
            description: '旧稿',
            outcome: 'withheld',
            disposalKind: 'informationNotExist',
            reason: '无',
          },
        ],
      });
    expect(signed.state.reply?.remedyAdvice).toBe('choice');
  });
});

describe('naming the suit', () => {
  const listed: readonly DisposalKind[] = [
    'notProcessedRepeat',
    'refusedAdminQuery',
    'unableNeedsCreation',
    'notProcessedPetition',
    'notProcessedPublication',
  ];

  it('suitAdmissibility2025: leaves it out for the reported kinds since 2025-06-01', () => {
    const exceptListed = policyWith({ suitAdmissibility2025: 'exceptListed' });
    for (const kind of disposalKinds) {
      expect(suitMentioned(kind, '2025-06-01', defaultPolicy)).toBe(true);
      expect(suitMentioned(kind, '2025-05-31', exceptListed)).toBe(true);
      expect(suitMentioned(kind, '2025-06-01', exceptListed)).toBe(!listed.includes(kind));
    }
  });
});
