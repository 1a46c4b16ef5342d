import { createHash } from 'node:crypto';

import { isRefusal } from '@sunledger/decider';
import { createOffice, type Office } from '@sunledger/disclosure-office';
import type { EventStore } from '@sunledger/event-store';

/** An annual report that can be asked for: of an agency that has a register for the year. */
export interface NamedReport {
  readonly agency: string;
  readonly year: number;
}

/** What a report said, as a digest: enough to notice one figure that changed. */
export interface ReportDigest extends NamedReport {
  readonly sha256: string;
}

const registerOrReport = /^(?:register|report)-(.+)-(\d{4})$/;

/** The report that a stream of the log belongs to; undefined for streams of other things. */
export const reportNamedBy = (stream: string): NamedReport | undefined => {
  const found = registerOrReport.exec(stream);
  return found === null ? undefined : { agency: String(found[1]), year: Number(found[2]) };
};

/** The same store as it was when the log had so many events; what came later is not seen. */
const asOfLength = async (store: EventStore, length: number): Promise<EventStore> => {
  const end = await store.positionOf(length);
  const head = await store.headAt(end);
  const within = async (position: Promise<number>): Promise<number> =>
    Math.min(await position, end);
  return {
    append: (append) => store.append(append),
    appendAll: (appends, onProgress) => store.appendAll(appends, onProgress),
    readStream: (stream, options) => store.readStream(stream, options),
    readAll: (after, options) => store.readAll(after, options),
    subscribe: (options) => store.subscribe(options),
    head: async () => head,
    headAt: (position) => store.headAt(position),
    positionAt: (instant) => within(store.positionAt(instant)),
    instantAt: (position) => store.instantAt(position),
    lengthAt: (position) => store.lengthAt(position),
    positionOf: (of) => store.positionOf(of),
    close: () => store.close(),
  };
};

/**
 * Digests of whole reports, figures and checks and all, as they were when the log had `length`
 * events. The agency's name is left out: it is told as it is today, not as it was.
 */
export async function* reportDigests(
  { parts }: Office,
  length: number,
  reports: Iterable<NamedReport>,
): AsyncGenerator<ReportDigest, void, void> {
  const store = await asOfLength(parts.store, length);
  const past = createOffice({ ...parts, store });
  for (const { agency, year } of reports) {
    const answer = await past.reports.derive({ agency, year });
    const said = isRefusal(answer) ? answer : { ...answer, agency };
    const sha256 = createHash('sha256').update(JSON.stringify(said)).digest('hex');
    yield { agency, year, sha256 };
  }
}

/** The reports that the office answers otherwise than the digests say. */
export async function differingReports(
  office: Office,
  length: number,
  expected: readonly ReportDigest[],
  onProgress?: (compared: number, total: number) => void,
): Promise<readonly NamedReport[]> {
  const differing: NamedReport[] = [];
  let compared = 0;
  for await (const { agency, year, sha256 } of reportDigests(office, length, expected)) {
    const wanted = expected[compared];
    if (wanted?.sha256 !== sha256) differing.push({ agency, year });
    compared += 1;
    onProgress?.(compared, expected.length);
  }
  return differing;
}
