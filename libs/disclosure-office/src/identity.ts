import { createHash } from 'node:crypto';

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

/** The case of a register row: agency, year of receipt and serial number name it. */
export const caseIdOfRow = (agency: string, year: number, serialNumber: string): string =>
  derivedId('case', agency, year, serialNumber);

export const requestStream = (caseId: string): string => `request-${caseId}`;
export const remedyStream = (remedyId: string): string => `remedy-${remedyId}`;
export const registerStream = (agency: string, year: number): string =>
  `register-${agency}-${year}`;
export const reportStream = (agency: string, year: number): string => `report-${agency}-${year}`;
export const agencyStream = (code: string): string => `agency-${code}`;
/** Who read the personal data of a case (or exported those of an agency), when and why. */
export const accessStream = (caseOrAgency: string): string => `access-${caseOrAgency}`;
export const nationalCalendarStream = 'calendar-CN';
export const calendarStream = (agency?: string): string =>
  agency === undefined ? nationalCalendarStream : `calendar-${agency}`;
