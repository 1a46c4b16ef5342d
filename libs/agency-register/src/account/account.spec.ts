import {
  type AccountCommand,
  accountRefusals,
  preferencesAtFirst,
  registerRefusalSentence,
} from '../index';
import { givenAccount } from '../testing';

const opened: AccountCommand = {
  type: 'OpenAccount',
  on: '2026-03-02',
  accountId: 'wang',
  agency: 'sunvale',
  name: '王敏',
  role: 'clerk',
};
const { channels, ...withoutChannels } = preferencesAtFirst;
const sealed = (...fields: ('mail' | 'webhookUrl' | 'webhookSecret')[]) => ({
  sealed: 'c2VhbGVk',
  fields,
});

/** The preferences of the first day, but the levels named come by mail. */
const byMail = (on: string, changes: object = {}): AccountCommand => ({
  type: 'SetNotificationPreferences',
  on,
  accountId: 'wang',
  ...withoutChannels,
  channels: { ...channels, red: ['application', 'mail'], overdue: ['mail'] },
  contact: sealed('mail'),
  ...changes,
});
const back = (on: string): AccountCommand => ({
  type: 'SetNotificationPreferences',
  on,
  accountId: 'wang',
  ...preferencesAtFirst,
});
const code = (refused: string): unknown => expect.objectContaining({ refused });

describe('an account', () => {
  it('is told by the live list alone at first', () => {
    expect(givenAccount([opened]).state).toEqual({
      accountId: 'wang',
      agency: 'sunvale',
      name: '王敏',
      role: 'clerk',
      preferences: preferencesAtFirst,
      channelsSince: {},
      openedOn: '2026-03-02',
      changedOn: '2026-03-02',
    });
  });

  it.each([
    [{ accountId: '-wang' }, 'account-id-malformed'],
    [{ accountId: '王' }, 'account-id-malformed'],
    [{ accountId: 'w'.repeat(65) }, 'account-id-malformed'],
    [{ agency: 'nobody' }, 'agency-unknown'],
    [{ role: 'boss' }, 'command-invalid'],
    [{ name: '' }, 'command-invalid'],
    [{ on: '2026-07-01' }, 'date-in-future'],
  ])('is not opened with %j', (change, refused) => {
    expect(givenAccount([]).when({ ...opened, ...change } as AccountCommand)).toEqual(
      code(refused),
    );
  });

  it('is not opened twice, nor at a closed agency', () => {
    expect(givenAccount([opened]).when(opened)).toEqual({
      refused: 'account-taken',
      facts: { accountId: 'wang', name: '王敏' },
    });
    const closed = [{ code: 'sunvale', parent: null, closedOn: '2026-01-01' }];
    expect(givenAccount([], closed).when(opened)).toEqual({
      refused: 'agency-closed',
      facts: { agency: 'sunvale', closedOn: '2026-01-01' },
    });
  });

  it('needs an address for each way it chooses', () => {
    const { when } = givenAccount([opened]);
    expect(when(withoutContact(byMail('2026-03-03')))).toEqual(code('contact-missing'));
    expect(when(byMail('2026-03-03', { contact: sealed() }))).toEqual({
      refused: 'contact-missing',
      facts: { channel: 'mail', field: 'mail' },
    });
    const byRobot = byMail('2026-03-03', {
      channels: { ...channels, overdue: ['webhook'] },
      contact: sealed('mail', 'webhookSecret'),
    });
    expect(when(byRobot)).toEqual({
      refused: 'contact-missing',
      facts: { channel: 'webhook', field: 'webhookUrl' },
    });
  });

  it('keeps its address when only the choice changes, and knows since when a way is chosen', () => {
    const { state } = givenAccount([
      opened,
      byMail('2026-03-03'),
      withoutContact(byMail('2026-03-09')),
    ]);
    expect(state?.contact).toEqual(sealed('mail'));
    expect(state?.channelsSince).toEqual({ mail: '2026-03-03' });
  });

  it('counts a way anew that was given up in between', () => {
    const { state } = givenAccount([
      opened,
      byMail('2026-03-03'),
      back('2026-03-05'),
      byMail('2026-03-09'),
    ]);
    expect(state?.channelsSince).toEqual({ mail: '2026-03-09' });
    expect(givenAccount([opened, byMail('2026-03-03'), back('2026-03-05')]).state).toMatchObject({
      channelsSince: {},
      preferences: preferencesAtFirst,
    });
  });

  it('has quiet hours that are some', () => {
    const { when } = givenAccount([opened]);
    const quiet = (from: string, to: string) => byMail('2026-03-03', { quietHours: { from, to } });
    expect(when(quiet('22:00', '07:30'))).toHaveLength(1);
    expect(when(quiet('07:30', '07:30'))).toEqual(code('quiet-hours-empty'));
  });

  it.each([
    [{ quietHours: { from: '25:00', to: '08:00' } }, 'quiet-hours-malformed', '25:00-08:00'],
    [{ quietHours: { from: '22:00', to: '8:00' } }, 'quiet-hours-malformed', '22:00-8:00'],
    [{ quietHours: { from: '24:00', to: '07:30' } }, 'quiet-hours-malformed', '24:00-07:30'],
    [{ digestAt: '8:30' }, 'digest-time-malformed', '8:30'],
    [{ digestAt: '08:60' }, 'digest-time-malformed', '08:60'],
  ])('has no times like %j, and is told the form', (changes, refused, given) => {
    const answer = givenAccount([opened]).when(byMail('2026-03-03', changes));
    expect(answer).toEqual({ refused, facts: { given } });
    const sentence = registerRefusalSentence(refused, { given });
    expect(sentence).toContain(given);
    expect(sentence).toMatch(/请写成 (22:00-08:00|08:30) 这样/);
  });

  it('has one calendar feed: the newer replaces the older', () => {
    const feed = (letter: string): AccountCommand => ({
      type: 'OpenCalendarFeed',
      on: '2026-03-04',
      accountId: 'wang',
      tokenHash: letter.repeat(64),
    });
    expect(givenAccount([opened, feed('a'), feed('b')]).state?.calendarTokenHash).toBe(
      'b'.repeat(64),
    );
    expect(givenAccount([opened]).when({ ...feed('a'), tokenHash: 'a' } as AccountCommand)).toEqual(
      code('command-invalid'),
    );
  });

  it('when closed, keeps neither address nor feed and takes no command', () => {
    const close: AccountCommand = { type: 'CloseAccount', on: '2026-05-06', accountId: 'wang' };
    const { state, when } = givenAccount([opened, byMail('2026-03-03'), close]);
    expect(state).toMatchObject({ closedOn: '2026-05-06', channelsSince: {} });
    expect(state).not.toHaveProperty('contact');
    expect(when(byMail('2026-05-07'))).toEqual({
      refused: 'account-closed',
      facts: { accountId: 'wang', closedOn: '2026-05-06' },
    });
    expect(when(opened)).toEqual(code('account-taken'));
  });

  it('is not changed before it was, nor before it is there', () => {
    expect(givenAccount([opened]).when(byMail('2026-03-01'))).toEqual({
      refused: 'date-before-last-step',
      facts: { on: '2026-03-01', lastOn: '2026-03-02' },
    });
    expect(givenAccount([]).when(byMail('2026-03-03'))).toEqual({
      refused: 'account-unknown',
      facts: { accountId: 'wang' },
    });
  });

  it('says each refusal in Chinese', () => {
    for (const refused of Object.keys(accountRefusals)) {
      expect(registerRefusalSentence(refused, {})).toMatch(/\p{Script=Han}/u);
    }
  });
});

function withoutContact(command: AccountCommand): AccountCommand {
  const { contact: _known, ...rest } = command as { contact?: unknown } & AccountCommand;
  return rest;
}
