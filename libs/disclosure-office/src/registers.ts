import {
  type AgencyEvent,
  decideRegister,
  foldAgency,
  foldRegister,
  type RegisterEvent,
  type RegisterState,
} from '@sunledger/agency-register';
import { isRefusal, type Refusal } from '@sunledger/decider';
import { type Append, noStream, type StoredEvent } from '@sunledger/event-store';
import { LRUCache } from 'lru-cache';

import { type DecidedEvent, newEvents } from './command-handler';
import { agencyStream, registerStream } from './identity';
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
export function createRegisters(parts: OfficeParts) {
  const { store, policy } = parts;
  const remembered = new LRUCache<string, Remembered>({ max: rememberedRegistersMax });
  const known = new LRUCache<string, true>({ max: knownAgenciesMax });

  const load = async (stream: string): Promise<Remembered> => {
    const found = remembered.get(stream);
    if (found !== undefined) return found;
    const logged = await store.readStream(stream);
    const raced = remembered.get(stream);
    if (raced !== undefined) return raced;
    const loaded: Remembered = {
      state: foldRegister(registerEvents(logged)),
      revision: logged.at(-1)?.revision ?? noStream,
    };
    remembered.set(stream, loaded);
    return loaded;
  };

  const reserve = async (
    agency: string,
    year: number,
    caseId: string,
    { serialNumber }: { readonly serialNumber?: string },
  ): Promise<Slot | Refusal> => {
    const stream = registerStream(agency, year);
    const register = await load(stream);
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
      { policy, today: `${year}-12-31` },
    );
    if (isRefusal(decided)) return decided;
    const given = decided.find((event) => event.type === 'SerialNumberAssigned');
    if (given === undefined) throw new Error('assigning a serial number gives one');
    const expectedRevision = register.revision;
    register.revision += decided.length;
    register.state = foldRegister(decided, register.state);
    return {
      serialNumber: given.data.serialNumber,
      append: (context) => ({
        stream,
        expectedRevision,
        events: newEvents(parts, decided as readonly DecidedEvent[], context, [
          context.commandId,
          'serial',
        ]),
      }),
      release: () => remembered.delete(stream),
    };
  };

  const knowsAgency = async (code: string): Promise<boolean> => {
    if (known.has(code)) return true;
    const logged = await store.readStream(agencyStream(code));
    const exists = foldAgency(logged as unknown as readonly AgencyEvent[]) !== null;
    if (exists) known.set(code, true);
    return exists;
  };

  return {
    reserve,
    knowsAgency,
    read: async (agency: string, year: number) =>
      foldRegister(registerEvents(await store.readStream(registerStream(agency, year)))),
    forget: (agency: string, year: number) => remembered.delete(registerStream(agency, year)),
  };
}

export type Registers = ReturnType<typeof createRegisters>;

/** The log of a register as the domain reads it; the catalogue has checked each event. */
const registerEvents = (logged: readonly StoredEvent[]): readonly RegisterEvent[] =>
  logged as unknown as readonly RegisterEvent[];
