import { caseOfStream } from '@sunledger/disclosure-office';
import { exportRecords, type LogRecord } from '@sunledger/event-store';

import { linesOf } from './line-file';

const erasure = 'PersonalDataErased';

/** The case whose personal data an event of the log erased; undefined for every other event. */
export const erasedCaseOf = ({
  type,
  stream,
}: Pick<LogRecord, 'type' | 'stream'>): string | undefined =>
  type === erasure ? caseOfStream(stream) : undefined;

/**
 * The cases that an export says are erased. Only names are taken from it, so it need not be whole:
 * what is left of a damaged log still tells which keys must not come back.
 */
export async function erasedCasesIn(path: string): Promise<ReadonlySet<string>> {
  const erased = new Set<string>();
  for await (const record of exportRecords(linesOf(path))) {
    const caseId = erasedCaseOf(record);
    if (caseId !== undefined) erased.add(caseId);
  }
  return erased;
}
