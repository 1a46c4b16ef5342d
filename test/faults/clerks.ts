import { setTimeout as sleep } from 'node:timers/promises';

import type { Office, Registration } from '@sunledger/disclosure-office';
import { EventStoreUnavailable } from '@sunledger/event-store';
import { ReadModelsUnavailable } from '@sunledger/persistence';

export const agency = 'town';

/** Every so many cases are withdrawn again, so that rows are changed as well as made. */
const withdrawnEvery = 3;
const clerksPerDoor = 2;
/** Clerks are people: events are to flow, not to pile up. */
const breathMs = 20;

const on = '2025-06-03';
const lateReason = '补录';

const registration: Registration = {
  ...{ agency, on, lateReason, submittedOn: on, channel: 'inPerson' },
  applicantType: 'naturalPerson',
  personal: { name: '申请人', contact: '010-60000000', requestText: '申请内容' },
};

/**
 * Clerks at several doors who register requests and withdraw some, without end. Who is told to try
 * again later sends the same command again until it is acknowledged, as a browser would.
 */
export class Clerks {
  /** The number that was told of each case. */
  readonly registered = new Map<string, string>();
  readonly withdrawn = new Set<string>();
  /** How often a store did not answer, and how often others took the numbers again and again. */
  readonly sentBack = { away: 0, contended: 0 };
  private atWork = false;
  private working: Promise<readonly PromiseSettledResult<void>[]> = Promise.resolve([]);

  constructor(private readonly doors: readonly Office[]) {}

  begin(): void {
    this.atWork = true;
    this.working = Promise.allSettled(
      this.doors.flatMap((door) => Array.from({ length: clerksPerDoor }, () => this.work(door))),
    );
  }

  /** Waits until each has been told of his last command. */
  async finish(): Promise<void> {
    this.atWork = false;
    const failed = (await this.working).find(({ status }) => status === 'rejected');
    if (failed !== undefined) throw new Error('a clerk gave up', { cause: failed });
  }

  private async work(door: Office): Promise<void> {
    while (this.atWork) {
      const context = { commandId: door.newId(), actor: '经办人' };
      const told = await this.insist(() => door.requests.register(registration, context));
      const { caseId = '', serialNumber = '' } = told;
      this.registered.set(caseId, serialNumber);
      if (this.registered.size % withdrawnEvery === 0) await this.withdraw(door, caseId);
      await sleep(breathMs);
    }
  }

  private async withdraw(door: Office, caseId: string): Promise<void> {
    const context = { commandId: door.newId(), actor: '经办人' };
    const command = { type: 'WithdrawApplication', on, lateReason } as const;
    await this.insist(() => door.requests.handle(caseId, command, context));
    this.withdrawn.add(caseId);
  }

  private async insist<Told extends object>(
    command: () => Promise<Told>,
  ): Promise<Extract<Told, { readonly done: true }>> {
    for (;;) {
      try {
        const told = await command();
        if (isDone(told)) return told;
        if (!isContended(told)) throw new Error(JSON.stringify(told));
        this.sentBack.contended += 1;
      } catch (error) {
        const away =
          error instanceof EventStoreUnavailable || error instanceof ReadModelsUnavailable;
        if (!away) throw error;
        this.sentBack.away += 1;
      }
      await sleep(breathMs);
    }
  }
}

const isDone = <Told extends object>(told: Told): told is Extract<Told, { readonly done: true }> =>
  'done' in told;

/** Over HTTP this is a 503 as well: try again. */
const isContended = (told: object): boolean =>
  'refused' in told && told.refused === 'serial-number-contended';
