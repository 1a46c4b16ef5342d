import type { Account } from '@sunledger/agency-register';
import type { Policy } from '@sunledger/policy';

import type { DutyKind } from './duty';
import type { ReminderItem } from './events';
import { type ReminderLevel, reminderLevels } from './level';

/** A person as far as reminders go; closed accounts are not handed in. */
export type ReminderAccount = Pick<Account, 'accountId' | 'role'> & {
  readonly preferences?: Pick<Account['preferences'], 'escalations'>;
};

/** Whose work a kind of duty is; where nobody has the role, the next one is told. */
const rolesOf = (duty: DutyKind): readonly Account['role'][] => {
  switch (duty) {
    case 'annualReport':
      return ['reportWriter', 'clerk', 'head'];
    case 'nextYearCalendar':
      return ['operator', 'clerk', 'head'];
    case 'reply':
    case 'reasonablePeriod':
    case 'correctionNotice':
    case 'extension':
    case 'correction':
    case 'payment':
    case 'lapse':
    case 'opinion':
    case 'deliveryProof':
    case 'remedyAnswer':
      return ['clerk', 'head'];
  }
};

const reaches = (level: ReminderLevel, from: ReminderLevel): boolean =>
  reminderLevels.indexOf(level) >= reminderLevels.indexOf(from);

/**
 * Who is told of a reminder: those whose work it is; the heads as well from the level on that
 * policy says (overdue by default) unless they have turned that off, and of every extension, since
 * they alone approve it (条例第三十三条). An auditor is told of nothing.
 * @param accounts the open accounts of the agency, and the operators of the whole system.
 */
export function recipientsOf<Person extends ReminderAccount>(
  { duty, level }: Pick<ReminderItem, 'duty' | 'level'>,
  accounts: readonly Person[],
  { escalateToHeadFrom }: Policy,
): readonly Person[] {
  const owner = rolesOf(duty).find((role) => accounts.some((account) => account.role === role));
  const escalated = escalateToHeadFrom !== 'never' && reaches(level, escalateToHeadFrom);
  const toHead = ({ preferences }: Person): boolean =>
    duty === 'extension' || (escalated && preferences?.escalations !== false);
  return accounts.filter(
    (account) => account.role === owner || (account.role === 'head' && toHead(account)),
  );
}
