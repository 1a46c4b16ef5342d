import { calendarOf2026 } from '@sunledger/disclosure-case/testing';

import { confirmationGap, receiptDate } from './receipt';
import { channels } from './vocabulary';

const submittedOn = '2021-11-24';
const arrivedOn = '2021-11-26';
const confirmedOn = '2021-12-02';

describe('the date of receipt (art 31)', () => {
  it.each([
    ['inPerson', submittedOn],
    ['signedMail', arrivedOn],
    ['ordinaryMail', confirmedOn],
    ['internet', confirmedOn],
    ['fax', confirmedOn],
    ['other', arrivedOn],
  ] as const)('of %s is %s', (channel, receivedOn) =>
    expect(receiptDate(channel, { submittedOn, arrivedOn, confirmedOn })).toMatchObject({
      receivedOn,
    }),
  );

  it.each([
    ['inPerson', 'submittedOn'],
    ['signedMail', 'arrivedOn'],
    ['ordinaryMail', 'confirmedOn'],
    ['internet', 'confirmedOn'],
    ['fax', 'confirmedOn'],
    ['other', 'arrivedOn'],
  ] as const)('of %s is not known without %s', (channel, missing) =>
    expect(receiptDate(channel, {})).toMatchObject({ missing }),
  );

  it('rests on a rule that is told for every channel', () => {
    for (const channel of channels) expect(receiptDate(channel, {}).rule).not.toBe('');
  });
});

describe('the gap between filing and confirmation', () => {
  it('is counted in working days', () => {
    // Wed 2021-11-24 to Thu 2021-12-02, a weekend between: Thu, Fri, Mon, Tue, Wed, Thu.
    expect(confirmationGap({ submittedOn, confirmedOn }, calendarOf2026)).toBe(6);
    expect(confirmationGap({ submittedOn }, calendarOf2026)).toBe(0);
    expect(confirmationGap({ confirmedOn }, calendarOf2026)).toBe(0);
  });
});
