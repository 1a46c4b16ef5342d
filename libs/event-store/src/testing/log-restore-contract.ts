import { exportLog } from '../proof/export-log';
import { exportRecords } from '../proof/export-records';
import type { LogRecord } from '../proof/log-record';
import { verifyLog } from '../proof/verify-log';
import { LogDiffers, type OperatedLog, RecordsBroken } from '../restore-port';
import { appendOf, newEvent } from './events';
import { recordedLog } from './recorded-log';

/** One empty log under test; `reopen` closes the store and opens the same log again. */
export interface OpenedOperatedLog {
  readonly log: OperatedLog;
  readonly reopen: () => Promise<OperatedLog>;
  readonly close: () => Promise<void>;
}

/** Records in the long run; more than any store takes in one batch. */
const longLogLength = 20_000;
const longRunTimeoutMs = 120_000;

const recordsOf = async (log: OperatedLog): Promise<readonly LogRecord[]> => {
  const found: LogRecord[] = [];
  for await (const record of log.logReader().records()) {
    const { subtree, ...plain } = record;
    found.push(plain);
  }
  return found;
};

const lengthOf = async (log: OperatedLog): Promise<number> => (await log.head()).length;

const faultOf = async (restoring: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await restoring.catch((thrown: unknown) => thrown);
  if (error instanceof LogDiffers) return error.difference;
  if (error instanceof RecordsBroken) return error.fault;
  throw error;
};

/** The records up to the cut, then the fault of a source that went away. */
async function* cutAfter(records: readonly LogRecord[], count: number) {
  yield* records.slice(0, count);
  throw new Error('the source went away');
}

const replaced = (
  records: readonly LogRecord[],
  ordinal: number,
  change: Partial<LogRecord>,
): readonly LogRecord[] =>
  records.map((record) => (record.position === ordinal ? { ...record, ...change } : record));

/** What every store that takes over a log must do, over any adapter. */
export const describeLogRestore = (name: string, open: () => Promise<OpenedOperatedLog>): void => {
  describe(`log restore contract: ${name}`, () => {
    let opened: OpenedOperatedLog;
    const log = () => opened.log;

    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    describeTakingOver(log, () => opened.reopen());
    describeResuming(log, () => opened.reopen());
    describeRefusing(log);
  });
};

type Log = () => OperatedLog;
type Reopen = () => Promise<OperatedLog>;

const describeTakingOver = (log: Log, reopen: Reopen): void => {
  describe('taking a log over', () => {
    it('leaves an empty store empty when the export is', async () => {
      const { records, head } = recordedLog(0);
      const outcome = await log().restore(records, { head });
      expect(outcome).toEqual({ head, written: 0, passedOver: 0 });
      expect(await lengthOf(log())).toBe(0);
    });

    it('keeps order, revisions, instants, texts and hashes', async () => {
      const { records, head } = recordedLog(60);
      expect(await log().restore(records, { head })).toEqual({ head, written: 60, passedOver: 0 });
      const again = await reopen();
      expect(await recordsOf(again)).toEqual(records);
      expect(await again.head()).toMatchObject(head);
      expect(await verifyLog(again.logReader())).toMatchObject({ holds: true, head });
      const [event] = await again.readStream('request-3', { fromRevision: 1, max: 1 });
      const { id, recordedAt, hash } = records[9] ?? {};
      expect(event).toMatchObject({ id, recordedAt, hash, data: { matter: '第10件', at: 10 } });
    });

    it('exports again to the same lines', async () => {
      const { records, head } = recordedLog(15);
      await log().restore(records, { head });
      const lines: string[] = [];
      await exportLog(log().logReader(), (line) => void lines.push(line));
      const taken: LogRecord[] = [];
      for await (const record of exportRecords(lines)) taken.push(record);
      expect(taken).toEqual(records);
    });

    it('lets the office go on where the log ended', async () => {
      const { records, head } = recordedLog(20);
      await log().restore(records, { head });
      const ended = Math.max(...records.map(({ position }) => position));
      const stream = `request-${ended % 7}`;
      const revision = records.filter((record) => record.stream === stream).length - 1;
      const appended = await log().append(appendOf(stream, revision, newEvent()));
      expect(appended.revision).toBe(revision + 1);
      await log().append(appendOf('request-new', -1, newEvent()));
      const after = { length: 22 };
      expect(await verifyLog(log().logReader(), { expectedHeads: [head] })).toMatchObject({
        holds: true,
        head: after,
      });
    });

    it('knows what was known at an instant, although the clocks of its writers differed', async () => {
      const { records, head } = recordedLog(40);
      await log().restore(records, { head });
      // Event 7 comes 40 s before event 6 by its own clock, and was not known before it.
      const sixth = records[5]?.recordedAt ?? '';
      const position = await log().positionAt(sixth);
      expect(await log().lengthAt(position)).toBe(7);
    });

    it(
      `takes over ${longLogLength} records and tells how far it is`,
      async () => {
        const { records, head } = recordedLog(longLogLength);
        const seen: number[] = [];
        const outcome = await log().restore(records, {
          head,
          onProgress: (restored, total) => {
            expect(total).toBe(longLogLength);
            seen.push(restored);
          },
        });
        expect(outcome).toEqual({ head, written: longLogLength, passedOver: 0 });
        expect(seen.length).toBeGreaterThan(1);
        expect(seen.at(-1)).toBe(longLogLength);
        expect([...seen].sort((one, other) => one - other)).toEqual(seen);
        expect(await log().head()).toMatchObject(head);
      },
      longRunTimeoutMs,
    );
  });
};

const describeResuming = (log: Log, reopen: Reopen): void => {
  describe('a restore that was cut off', () => {
    const { records, head } = recordedLog(2_300);

    it.each([0, 1, 7, 499, 500, 999, 1_000, 1_001, 2_000, 2_299, 2_300])(
      'is completed by the same call after a cut behind record %i',
      async (count) => {
        await expect(log().restore(cutAfter(records, count), { head })).rejects.toThrow(
          'went away',
        );
        const again = await reopen();
        const there = await recordsOf(again);
        expect(there.length).toBeLessThanOrEqual(count);
        expect(there).toEqual(records.slice(0, there.length));
        const outcome = await again.restore(records, { head });
        const written = records.length - there.length;
        expect(outcome).toEqual({ head, written, passedOver: there.length });
        expect(await again.head()).toMatchObject(head);
        expect(await recordsOf(again)).toEqual(records);
      },
      longRunTimeoutMs,
    );

    it('writes nothing when it is repeated', async () => {
      const short = recordedLog(30);
      await log().restore(short.records, short);
      const again = await log().restore(short.records, short);
      expect(again).toEqual({ head: short.head, written: 0, passedOver: 30 });
      expect(await recordsOf(log())).toEqual(short.records);
    });

    it('goes on with a longer export of the same log', async () => {
      const [short, long] = [recordedLog(30), recordedLog(45)];
      await log().restore(short.records, short);
      const outcome = await log().restore(long.records, long);
      expect(outcome).toEqual({ head: long.head, written: 15, passedOver: 30 });
    });
  });
};

const describeRefusing = (log: Log): void => {
  describe('a store with other facts', () => {
    it('is left alone when it has an event of its own at the end', async () => {
      const { records, head } = recordedLog(12);
      await log().restore(records, { head });
      await log().append(appendOf('request-own', -1, newEvent()));
      const fault = await faultOf(log().restore(records, { head }));
      const found = { stream: 'request-own', revision: 0 };
      expect(fault).toMatchObject({ ordinal: 13, found, fields: [] });
      expect(await lengthOf(log())).toBe(13);
    });

    it('is left alone when it began with a fact of its own', async () => {
      await log().append(appendOf('request-own', -1, newEvent()));
      const { records, head } = recordedLog(12);
      const fault = await faultOf(log().restore(records, { head }));
      expect(fault).toMatchObject({ ordinal: 1, found: { stream: 'request-own' } });
      expect(await lengthOf(log())).toBe(1);
    });

    it('is told apart by the very event and its fields', async () => {
      const [own, other] = [recordedLog(12), recordedLog(12, 'clerk-18')];
      await log().restore(own.records.slice(0, 5), recordedLog(5));
      const fault = await faultOf(log().restore(other.records, other));
      expect(fault).toMatchObject({ ordinal: 1, fields: ['id', 'metaText', 'hash'] });
      expect(await lengthOf(log())).toBe(5);
    });
  });

  describe('an export that does not hold', () => {
    const { records, head } = recordedLog(12);

    it.each<[string, Partial<LogRecord>]>([
      ['its data', { dataText: '{}' }],
      ['its instant', { recordedAt: '2026-03-02T02:00:00.000Z' }],
      ['its hash', { hash: 'a'.repeat(64) }],
      ['a line feed', { metaText: '{}\n{}' }],
    ])('is refused at the record that was changed in %s', async (_, change) => {
      const broken = replaced(records, 9, change);
      const fault = await faultOf(log().restore(broken, { head }));
      expect(fault).toMatchObject({ code: 'event-changed', position: 9 });
      expect(await lengthOf(log())).toBeLessThan(9);
    });

    it('is refused at a record that is missing', async () => {
      const broken = records.filter(({ position }) => position !== 4);
      const fault = await faultOf(log().restore(broken, { head }));
      expect(fault).toMatchObject({ code: 'event-removed', position: 4 });
    });

    it('is refused at the end when it comes to another head', async () => {
      const treeRoot = 'b'.repeat(64);
      const fault = await faultOf(log().restore(records, { head: { length: 12, treeRoot } }));
      expect(fault).toMatchObject({ code: 'head-differs' });
      expect(await lengthOf(log())).toBeLessThan(12);
    });

    it('is refused when it ends before its head or goes on behind it', async () => {
      const short = faultOf(log().restore(records.slice(0, 11), { head }));
      expect(await short).toMatchObject({ code: 'head-differs', position: 12 });
      const long = faultOf(log().restore(recordedLog(13).records, { head }));
      expect(await long).toMatchObject({ code: 'head-differs', position: 13 });
      expect(await lengthOf(log())).toBeLessThan(12);
    });
  });
};
