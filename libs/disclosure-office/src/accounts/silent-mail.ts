import { type NotificationPreferences, usesChannel } from '@sunledger/agency-register';

import type { OfficeParts } from '../parts';

/** What does not hinder a choice of reminders, but will keep it from working. */
export const preferenceWarnings = {
  'mail-not-set-up':
    '已选用电子邮件，但系统没有设置邮件服务器，邮件发不出去：请联系运维人员设置 SUNLEDGER_SMTP_URL。系统内的提醒不受影响。',
} as const;
type PreferenceWarning = keyof typeof preferenceWarnings;

/** The sentence for a warning; one that is not worded here keeps its code. */
export const preferenceWarningSentence = (code: string): string =>
  code in preferenceWarnings ? preferenceWarnings[code as PreferenceWarning] : code;

/** Warnings about mail that was chosen while this process has no mail server to send it by. */
export const silentMailWarnings = (
  { notification }: Pick<OfficeParts, 'notification'>,
  preferences: NotificationPreferences,
): readonly PreferenceWarning[] =>
  notification?.channels.mail === undefined && usesChannel(preferences, 'mail')
    ? ['mail-not-set-up']
    : [];
