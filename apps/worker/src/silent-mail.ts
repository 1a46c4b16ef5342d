import { preferenceWarnings } from '@sunledger/disclosure-office';

import type { WorkerParts } from './worker-parts';

/** Tells operators at the start whose mails will wait, because there is no server to send them by. */
export async function warnOfSilentMail({
  office,
  log,
}: Pick<WorkerParts, 'office' | 'log'>): Promise<void> {
  const accounts = await office.accounts.waitingForMailServer();
  if (accounts.length === 0) return;
  const message = preferenceWarnings['mail-not-set-up'];
  log?.warn('mail-not-set-up', { accountCount: accounts.length, accounts, message });
}
