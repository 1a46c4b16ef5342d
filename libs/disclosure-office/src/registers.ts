import {
  type AgencyEvent,
  decideRegister,
  evolveRegister,
  foldAgency,
  foldRegister,
  type RegisterEvent,
  type RegisterState,
} from '@sunledger/agency-register';
import { isRefusal, type Refusal } from '@sunledger/decider';
import { type Append, noStream, type StoredEvent } from '@sunledger/event-store';
import { LRUCache } from 'lru-cache';

import { newEvents } from './command-handler';
import { agencyStream, registerStream, serialNumberIdOfCommand } from './identity';
import type { CommandContext, OfficeParts } from './parts';

/** A serial number set aside for one case, to be appended together with its registration. */
export interface Slot {
  readonly serialNumber: string;
  append(context: CommandContext): Append;
  /** The registration did not happen: what is remembered of the register is read again. */
  release(): void;
}

interface Remembered {
  state: RegisterState;
  revision: number;
}

/** Registers kept in memory; each holds the numbers of one agency and year. */
const rememberedRegistersMax = 2000;
const knownAgenciesMax = 10_000;

/**
 * Serial numbers. Registrations of one agency queue up in memory and are appended at consecutive
 * revisions, so that fifty clerks do not trip over each other; the store's expected revision
 * still decides, also against another process.
 */
export class Registers {
  private readonly remembered = new LRUCache<string, Remembered>({ max: rememberedRegistersMax });
  private readonly known = new LRUCache<string, true>({ max: knownAgenciesMax });

  constructor(private readonly parts: OfficeParts) {}

  /**
   * Sets a serial number aside: the office's own, or the next by the pattern.
   * @returns a refusal when another case has the number.
   */
  async reserve(
    agency: string,
    year: number,
    caseId: string,
    { serialNumber }: { readonly serialNumber?: string },
  ): Promise<Slot | Refusal> {
    const stream = registerStream(agency, year);
    const register = await this.load(stream);
    const decided = decideRegister(
      {
        type: 'AssignSerialNumber',
        agency,
        year,
        caseId,
        on: `${year}-01-01`,
        ...(serialNumber === undefined ? {} : { serialNumber }),
      },
      register.state,
      { policy: this.parts.policy, today: `${year}-12-31` },
    );
    if (isRefusal(decided)) return decided;
    const given = decided.find((event) => event.type === 'SerialNumberAssigned');
    if (given === undefined) throw new Error('assigning a serial number gives one');
    const expectedRevision = register.revision;
    register.revision += decided.length;
    register.state = decided.reduce(evolveRegister, register.state);
    return {
      serialNumber: given.data.serialNumber,
      append: (context) => ({
        stream,
        expectedRevision,
        events: newEvents(this.parts, decided, context, () =>
          serialNumberIdOfCommand(context.commandId),
        ),
      }),
      release: () => this.remembered.delete(stream),
    };
  }

  async knowsAgency(code: string): Promise<boolean> {
    if (this.known.has(code)) return true;
    const logged = await this.parts.store.readStream(agencyStream(code));
    const exists = foldAgency(logged as unknown as readonly AgencyEvent[]) !== null;
    if (exists) this.known.set(code, true);
    return exists;
  }

  /** What is remembered of a register is out of date. */
  forget(agency: string, year: number): void {
    this.remembered.delete(registerStream(agency, year));
  }

  private async load(stream: string): Promise<Remembered> {
    const found = this.remembered.get(stream);
    if (found !== undefined) return found;
    const logged = await this.parts.store.readStream(stream);
    // Somebody else may have loaded it meanwhile and set numbers aside.
    const raced = this.remembered.get(stream);
    if (raced !== undefined) return raced;
    const loaded: Remembered = {
      state: foldRegister(registerEvents(logged)),
      revision: logged.at(-1)?.revision ?? noStream,
    };
    this.remembered.set(stream, loaded);
    return loaded;
  }
}

/** The log of a register as the domain reads it; the catalogue has checked each event. */
const registerEvents = (logged: readonly StoredEvent[]): readonly RegisterEvent[] =>
  logged as unknown as readonly RegisterEvent[];
