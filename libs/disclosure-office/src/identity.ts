import { createHash } from 'node:crypto';

import { eventIdOf } from '@sunledger/event-store';

/** Separates our names from those of any other system. */
const namespace = 'sunledger:';

/**
 * A UUID (version 8) that is the same for the same parts, on every machine and for ever. Event
 * ids are made from the sender's command id, so the same command is the same facts.
 */
export function derivedId(...parts: readonly (string | number)[]): string {
  const digest = createHash('sha256')
    .update(namespace + JSON.stringify(parts))
    .digest()
    .subarray(0, 16);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A sender's command id as a UUID; ids in order of time keep the log's indexes compact. */
const commandUuid = (commandId: string): string =>
  uuid.test(commandId) ? commandId.toLowerCase() : derivedId('command-id', commandId);

/** Places among a command's ids beyond those of its events. */
const serialNumberPlace = 900_000;
const casePlace = 900_001;

/** The id of the nth event of a command: the same command sent twice is the same facts. */
export const eventIdOfCommand = (commandId: string, at: number): string =>
  eventIdOf(commandUuid(commandId), at);

/** The case that a registration opens. */
export const caseIdOfCommand = (commandId: string): string =>
  eventIdOf(commandUuid(commandId), casePlace);

/** The id of the serial number given by a registration. */
export const serialNumberIdOfCommand = (commandId: string): string =>
  eventIdOf(commandUuid(commandId), serialNumberPlace);

/** The case of a register row: agency, year of receipt and serial number name it. */
export const caseIdOfRow = (agency: string, year: number, serialNumber: string): string =>
  derivedId('case', agency, year, serialNumber);

const requestPrefix = 'request-';
export const requestStream = (caseId: string): string => requestPrefix + caseId;
/** The case whose stream this is; undefined for every other stream. */
export const caseOfStream = (stream: string): string | undefined =>
  stream.startsWith(requestPrefix) ? stream.slice(requestPrefix.length) : undefined;
export const remedyStream = (remedyId: string): string => `remedy-${remedyId}`;
export const registerStream = (agency: string, year: number): string =>
  `register-${agency}-${year}`;
export const reportStream = (agency: string, year: number): string => `report-${agency}-${year}`;
export const remindersStream = (agency: string, year: number): string =>
  `reminders-${agency}-${year}`;
export const agencyStream = (code: string): string => `agency-${code}`;
export const accountStream = (accountId: string): string => `account-${accountId}`;
/** Who read the personal data of a case (or exported those of an agency), when and why. */
export const accessStream = (caseOrAgency: string): string => `access-${caseOrAgency}`;
export const nationalCalendarStream = 'calendar-CN';
export const calendarStream = (agency?: string): string =>
  agency === undefined ? nationalCalendarStream : `calendar-${agency}`;
