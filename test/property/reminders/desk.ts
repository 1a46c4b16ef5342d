import { type ClerkCommand, isDone, type Outcome } from '@sunledger/disclosure-office';
import type { RemedyCommand } from '@sunledger/remedy';

import type { Dice } from './dice';
import type { Cabinet, PaperFile, PaperRemedy } from './paper-file';
import type { SimulatedOffice } from './simulated-office';

/** Where a clerk gives commands to the office and sees what became of them. */
export class Desk {
  /** Acts that the office turned down; the paper file does not have them either. */
  refusedCount = 0;
  doneCount = 0;
  /** How many entries there are so far. */
  entries = 0;

  constructor(
    readonly simulated: SimulatedOffice,
    readonly dice: Dice,
    readonly cabinet: Cabinet,
  ) {}

  /** The number of the entry to come; notices of the calendar take one too. */
  nextEntry(): number {
    this.entries += 1;
    return this.entries;
  }

  get context() {
    const { office } = this.simulated;
    return { commandId: office.newId(), actor: '经办人' };
  }

  private noted(outcome: Outcome, about: { knownOn: string }, day: string): boolean {
    this.nextEntry();
    if (!isDone(outcome)) {
      this.refusedCount += 1;
      return false;
    }
    this.doneCount += 1;
    about.knownOn = day;
    return true;
  }

  /** Gives a command about a request; whether the office carried it out. */
  async gives(file: PaperFile, day: string, command: ClerkCommand): Promise<boolean> {
    const { office } = this.simulated;
    return this.noted(await office.requests.handle(file.caseId, command, this.context), file, day);
  }

  /** Gives a command about a remedy; whether the office carried it out. */
  async pleads(remedy: PaperRemedy, day: string, command: RemedyCommand): Promise<boolean> {
    const { office } = this.simulated;
    const { remedyId, caseId } = remedy;
    const outcome = await office.remedies.handle(remedyId, caseId, command, this.context);
    return this.noted(outcome, remedy, day);
  }
}
