import { deliverReminder, handle, issueReminders, type JobHandler } from '@sunledger/jobs';

import { workerActor, type WorkerParts } from './worker-parts';

/** Of reminders, nothing but the office and its jobs is needed. */
type ReminderParts = Pick<WorkerParts, 'office' | 'board'>;

const sender = { actor: workerActor, source: 'reminder' } as const;

/**
 * Asks for a round of delivery for every agency of which something was issued and has not reached
 * everybody; a round that waits or runs already is that round.
 */
export async function askForDeliveries({ office, board }: ReminderParts): Promise<void> {
  for (const agency of await office.agenciesToDeliver()) {
    await board.enqueue(
      deliverReminder,
      { agency },
      { dedupKey: agency, requestedBy: workerActor },
    );
  }
}

/** However close the end of quiet hours is: two clocks that differ must not keep each other busy. */
const lookAgainAfterMs = 60_000;

/**
 * Quiet hours end at their minute, not at the next quarter of an hour. Whoever issues then asks for
 * deliveries too; a delivery that waited itself would keep others of the agency waiting.
 */
async function lookAgainAt({ board }: ReminderParts, instant: string): Promise<void> {
  const earliest = new Date(Date.now() + lookAgainAfterMs).toISOString();
  const runAfter = instant > earliest ? instant : earliest;
  const asked = { dedupKey: instant, runAfter, requestedBy: workerActor };
  await board.enqueue(issueReminders, {}, asked);
}

/** Issues what is due, and brings it to those whom it concerns. */
export const reminderHandlers = (parts: ReminderParts): readonly JobHandler[] => [
  handle(issueReminders, async () => {
    const issued = await parts.office.reminders.issue({});
    // Not only what was issued now: what was deferred or left undelivered before goes along.
    await askForDeliveries(parts);
    return { issued: issued.reduce((sum, { items }) => sum + items.length, 0) };
  }),
  handle(deliverReminder, async ({ data: { agency }, attempt }) => {
    const lastAttempt = attempt >= deliverReminder.attempts;
    const round = { agency, attempt, lastAttempt };
    const { sent, deferredUntil } = await parts.office.deliverReminders(round, sender);
    if (deferredUntil !== null) await lookAgainAt(parts, deferredUntil);
    return { sent, deferredUntil };
  }),
];
