import type { IsoDate } from '@sunledger/working-days';

import {
  type AccountEvent,
  type AccountRole,
  type ContactField,
  type NotificationPreferences,
  type OutwardChannelName,
  outwardChannels,
  reminderLevels,
} from './events';

/** Somebody of an agency who is reminded. */
export interface Account {
  readonly accountId: string;
  readonly agency: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly preferences: NotificationPreferences;
  /** Sealed; absent until something was stated. */
  readonly contact?: { readonly sealed: string; readonly fields: readonly ContactField[] };
  /**
   * Since when each channel is chosen without a break. What was issued earlier is not sent by it,
   * or whoever adds an address would get the reminders of a whole year.
   */
  readonly channelsSince: Readonly<Partial<Record<OutwardChannelName, IsoDate>>>;
  /** SHA-256 of the token of the calendar feed, in hex. */
  readonly calendarTokenHash?: string;
  readonly openedOn: IsoDate;
  /** The latest change; nothing may be dated before it. */
  readonly changedOn: IsoDate;
  readonly closedOn?: IsoDate;
}

/** What holds until a person chooses: the live list alone. */
export const preferencesAtFirst: NotificationPreferences = {
  channels: {
    upcoming: ['application'],
    yellow: ['application'],
    red: ['application'],
    overdue: ['application'],
  },
  escalations: true,
};

/** Whether any level is told by this channel. */
export const usesChannel = (
  { channels }: NotificationPreferences,
  channel: OutwardChannelName,
): boolean => reminderLevels.some((level) => channels[level].includes(channel));

/** The state after one more fact; null until the account is opened. */
export function evolveAccount(state: Account | null, event: AccountEvent): Account | null {
  const on = event.occurredOn;
  if (event.type === 'AccountOpened') {
    const { data } = event;
    const preferences = preferencesAtFirst;
    return { ...data, preferences, channelsSince: {}, openedOn: on, changedOn: on };
  }
  if (state === null) return null;
  switch (event.type) {
    case 'NotificationPreferencesSet': {
      const { accountId: _known, contact = state.contact, ...preferences } = event.data;
      const kept = { ...state, preferences, changedOn: on };
      const channelsSince = sinceWhen(state, preferences, on);
      return contact === undefined
        ? { ...kept, channelsSince }
        : { ...kept, channelsSince, contact };
    }
    case 'CalendarFeedOpened':
      return { ...state, calendarTokenHash: event.data.tokenHash, changedOn: on };
    case 'AccountClosed': {
      // Neither is of use any more: the key is destroyed, the feed revoked.
      const { contact: _sealed, calendarTokenHash: _revoked, ...rest } = state;
      return { ...rest, channelsSince: {}, closedOn: on, changedOn: on };
    }
  }
}

const sinceWhen = (
  { channelsSince }: Account,
  preferences: NotificationPreferences,
  on: IsoDate,
): Account['channelsSince'] =>
  Object.fromEntries(
    outwardChannels
      .filter((channel) => usesChannel(preferences, channel))
      .map((channel) => [channel, channelsSince[channel] ?? on]),
  );

/** An account from its log; null when it was never opened. */
export const foldAccount = (events: readonly AccountEvent[]): Account | null =>
  events.reduce<Account | null>(evolveAccount, null);
