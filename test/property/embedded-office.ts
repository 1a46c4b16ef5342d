import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import type { AnnualReport } from '@sunledger/annual-report';
import { isRefusal } from '@sunledger/decider';
import { isDone, type ReportQuestion } from '@sunledger/disclosure-office';
import type { Append, NewEvent } from '@sunledger/event-store';
import { writeLedgerCsv, writeRemedyLedgerCsv } from '@sunledger/ledger';
import { openReadModels } from '@sunledger/persistence';
import { tableContents } from '@sunledger/projections/testing';
import { embeddedStores, openOffice, type OpenOffice, readModelFileName } from '@sunledger/wiring';
import type { IsoDate } from '@sunledger/working-days';

import { lastLoggedOn } from './course';
import type { LogEntry, OfficeHistory } from './histories';

/** How far the log had come after one of its batches. */
export interface Mark {
  /** The instant at which the batch was logged; later batches have later ones. */
  readonly knownAt: string;
  /** How many entries of the history were in by then. */
  readonly entryCount: number;
}

/** In about so many batches a history is appended; each is one durable commit. */
const batchCount = 12;

const instantOf = (day: IsoDate, minute = 0): string =>
  `${day}T01:${String(minute).padStart(2, '0')}:00.000Z`;

/** A real office in a directory of its own, whose clock stands where the history is. */
export class EmbeddedOffice {
  private constructor(
    private readonly directory: string,
    private readonly open: OpenOffice,
    private readonly clock: { now: string },
  ) {}

  /** Runs `use` in a fresh office that has the agencies of a history, then removes it. */
  static async with<Answer>(
    { agencies, policy }: Pick<OfficeHistory, 'agencies' | 'policy'>,
    use: (office: EmbeddedOffice) => Promise<Answer>,
  ): Promise<Answer> {
    const directory = mkdtempSync(join(tmpdir(), 'sunledger-property-'));
    const clock = { now: instantOf('2018-01-01') };
    const settings = embeddedStores(directory);
    try {
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, 'policy.json'), JSON.stringify(policy));
      const open = await openOffice(settings, { now: () => clock.now });
      const office = new EmbeddedOffice(directory, open, clock);
      try {
        for (const agency of agencies) await office.addAgency(agency);
        return await use(office);
      } finally {
        await open.close();
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  private context() {
    return { commandId: randomUUID(), actor: '测试' };
  }

  private async addAgency({ code, parent }: OfficeHistory['agencies'][number]): Promise<void> {
    const names = { code, name: `机关${code}`, ...(parent === null ? {} : { parent }) };
    const outcome = await this.open.office.agencies.handle(
      code,
      { type: 'AddAgency', on: '2018-01-01', ...names },
      this.context(),
    );
    if (!isDone(outcome)) throw new Error(JSON.stringify(outcome));
  }

  /** Appends entries in their order; within a batch those of one stream stand together. */
  async append(entries: readonly LogEntry[]): Promise<readonly Mark[]> {
    const marks: Mark[] = [];
    const size = Math.ceil(entries.length / batchCount);
    for (let at = 0; at < entries.length; at += size) {
      const batch = entries.slice(at, at + size);
      this.clock.now = instantOf(batch.at(-1)?.loggedOn ?? '', marks.length + 1);
      await this.store.appendAll(this.appendsOf(batch));
      marks.push({ knownAt: this.clock.now, entryCount: at + batch.length });
    }
    return marks;
  }

  private get store() {
    return this.open.office.parts.store;
  }

  private appendsOf(entries: readonly LogEntry[]): readonly Append[] {
    const byStream = new Map<string, NewEvent[]>();
    const { catalogue } = this.open.office.parts;
    for (const { stream, event } of entries) {
      const { id, type, occurredOn, data, warnings } = event;
      const meta = { actor: '测试', ...(warnings === undefined ? {} : { warnings }) };
      const schemaVersion = catalogue.versionOf(type);
      const added = { id, type, occurredOn, data, schemaVersion, meta };
      byStream.set(stream, [...(byStream.get(stream) ?? []), added]);
    }
    return [...byStream].map(([stream, events]) => ({ stream, events, expectedRevision: 'any' }));
  }

  /** The annual report; a refusal fails the test. */
  async report(question: ReportQuestion): Promise<AnnualReport> {
    const report = await this.open.office.reports.derive(question);
    if (isRefusal(report)) throw new Error(JSON.stringify(report));
    return report;
  }

  rebuild(): Promise<number> {
    return this.open.readModels.rebuild();
  }

  /** Every row of every read model, once they are up with the log. */
  async tables(): Promise<Readonly<Record<string, readonly unknown[]>>> {
    await this.open.readModels.runner.waitFor((await this.store.head()).position);
    const path = join(this.directory, readModelFileName);
    const database = await openReadModels({ type: 'sqlite', path });
    try {
      return await tableContents(database);
    } finally {
      await database.close();
    }
  }

  async closeYear(agency: string, year: number) {
    this.clock.now = instantOf(lastLoggedOn);
    const closed = await this.open.office.closeYear(agency, year, this.context());
    if (isRefusal(closed)) throw new Error(JSON.stringify(closed));
    return closed;
  }

  /** Both ledgers of an agency as CSV. */
  async exportLedgers(agency: string): Promise<{ requests: Buffer; remedies: Buffer }> {
    const { office } = this.open;
    return {
      requests: await written((sink) =>
        writeLedgerCsv(office.requestLedgerRows(agency, false, this.context()), sink),
      ),
      remedies: await written((sink) =>
        writeRemedyLedgerCsv(office.remedyLedgerRows(agency), sink),
      ),
    };
  }

  async importLedgers(
    agency: string,
    { requests, remedies }: { readonly requests: Buffer; readonly remedies: Buffer },
  ) {
    this.clock.now = instantOf(lastLoggedOn);
    const { office } = this.open;
    const source = (bytes: Buffer, fileName: string) => ({ agency, source: { bytes, fileName } });
    return [
      await office.importRequests(source(requests, 'requests.csv'), this.context()),
      await office.importRemedies(source(remedies, 'remedies.csv'), this.context()),
    ];
  }
}

/** What a writer puts into a sink that it leaves open. */
async function written(write: (sink: PassThrough) => Promise<unknown>): Promise<Buffer> {
  const sink = new PassThrough();
  const bytes = buffer(sink);
  await write(sink);
  sink.end();
  return bytes;
}
