import type { Account, NotificationPreferences } from '@sunledger/agency-register';

import type { ContactChange } from './contact';

/** What is to be changed; `null` takes a choice back, one that is left out stays. */
export interface PreferencesChange {
  readonly channels?: Partial<NotificationPreferences['channels']> | undefined;
  readonly quietHours?: NotificationPreferences['quietHours'] | null;
  readonly digestAt?: string | null | undefined;
  readonly escalations?: boolean | undefined;
  readonly webhookFormat?: NotificationPreferences['webhookFormat'] | null;
  readonly contact?: ContactChange | undefined;
}

/** The preferences as a whole after a change. */
export function changedPreferences(
  { preferences }: Pick<Account, 'preferences'>,
  change: PreferencesChange,
): NotificationPreferences {
  const { channels, escalations } = preferences;
  const quietHours = taken(preferences.quietHours, change.quietHours);
  const digestAt = taken(preferences.digestAt, change.digestAt);
  const webhookFormat = taken(preferences.webhookFormat, change.webhookFormat);
  return {
    channels: { ...channels, ...change.channels },
    escalations: change.escalations ?? escalations,
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(digestAt === undefined ? {} : { digestAt }),
    ...(webhookFormat === undefined ? {} : { webhookFormat }),
  };
}

const taken = <Value>(before: Value | undefined, change: Value | null | undefined) =>
  change === undefined ? before : (change ?? undefined);
