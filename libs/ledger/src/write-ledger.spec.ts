import { Writable } from 'node:stream';
import fc from 'fast-check';
import {
  applicantTypes,
  channels,
  disposalKinds,
  type DisposalKind,
} from '@sunledger/disclosure-case';
import { addDays } from '@sunledger/working-days';
import {
  ledgerRemedyKinds,
  ledgerRemedyResults,
  type RemedyRecord,
  type RequestRecord,
} from './rows/ledger-row';
import { faultsOf, readRemedies, readRequests } from './testing';
import { ledgerTemplateCsv, writeLedgerCsv, writeRemedyLedgerCsv } from './write-ledger';

class Collected extends Writable {
  private readonly chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

const request = (changes: Partial<RequestRecord>): RequestRecord => ({
  serialNumber: '2023-0001',
  receivedOn: '2023-03-06',
  channel: 'inPerson',
  applicantType: 'naturalPerson',
  requestText: '预算',
  ...changes,
});

const written = async (rows: readonly RequestRecord[]): Promise<Buffer> => {
  const sink = new Collected();
  await writeLedgerCsv(rows, sink);
  return sink.bytes;
};

/** Text of any script, control characters and line breaks included, that is not blank. */
const anyText = fc
  .tuple(
    fc.constantFrom('', '=', "'=", "''+", '\t', '@', '-1', ' =', '"', '\n'),
    fc.string({ unit: 'binary', maxLength: 30 }),
  )
  .map(([start, rest]) => (start + rest).replaceAll('\0', ''))
  .filter((text) => text.trim() !== '');
const trimmedText = anyText.map((text) => text.trim());
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const sortedDays = fc
  .array(fc.integer({ min: 0, max: 400 }), { minLength: 6, maxLength: 6 })
  .map((days) => days.sort((one, other) => one - other));

/** Requests as they can have happened: every step after the one before it. */
const anyRequest: fc.Arbitrary<RequestRecord> = fc
  .record({
    texts: fc.record({
      serialNumber: trimmedText,
      applicantName: optional(trimmedText),
      documentNumber: optional(trimmedText),
      contact: optional(trimmedText),
      requestText: anyText,
      documentNumberOfReply: optional(trimmedText),
      remark: optional(anyText),
    }),
    channel: fc.constantFrom(...channels),
    applicantType: fc.constantFrom(...applicantTypes),
    disposalKind: optional(fc.constantFrom<DisposalKind>(...disposalKinds)),
    firstDay: fc.integer({ min: 0, max: 1_000 }),
    days: sortedDays,
    steps: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    extensionWorkingDays: optional(fc.integer({ min: 1, max: 20 })),
  })
  .map(({ texts, channel, applicantType, disposalKind, firstDay, days, steps, ...rest }) => {
    const receivedOn = addDays('2021-01-01', firstDay);
    const day = (index: number) => addDays(receivedOn, days[index] ?? 0);
    const [corrected, consulted, extended, ...ended] = steps;
    const record = {
      ...texts,
      receivedOn,
      channel,
      applicantType,
      correctionNotifiedOn: corrected === true ? day(0) : undefined,
      correctedOn: corrected === true && ended[0] === true ? day(1) : undefined,
      consultationSentOn: consulted === true ? day(2) : undefined,
      consultationAnsweredOn: consulted === true && ended[1] === true ? day(3) : undefined,
      extensionNotifiedOn: extended === true ? day(4) : undefined,
      extensionWorkingDays: extended === true ? rest.extensionWorkingDays : undefined,
      repliedOn: disposalKind === undefined ? undefined : day(5),
      disposalKind,
    };
    return Object.fromEntries(
      Object.entries(record).filter(([, value]) => value !== undefined),
    ) as unknown as RequestRecord;
  });

describe('a written request ledger', () => {
  it('has a byte order mark, the documented columns and one line for each request', async () => {
    const text = (
      await written([request({ repliedOn: '2023-03-20', disposalKind: 'withdrawn' })])
    ).toString();
    expect(text).toBe(
      '\uFEFF登记编号,收到日期,申请渠道,申请人类型,申请人,证件号码,联系方式,申请内容,' +
        '补正告知日期,补正收到日期,征求意见发出日期,征求意见收到日期,延期告知日期,延期工作日数,' +
        '答复日期,处理结果,答复文号,备注\r\n' +
        '2023-0001,2023-03-06,当面,自然人,,,,预算,,,,,,,2023-03-20,申请人撤回,,\r\n',
    );
  });

  it('is read back to equal rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyRequest, {
          maxLength: 8,
          selector: ({ serialNumber }) => serialNumber.normalize('NFKC'),
        }),
        async (requests) => {
          const reading = await readRequests(await written(requests));
          expect(faultsOf(reading)).toEqual([]);
          expect(reading.rows).toEqual(
            requests.map((record, index) => ({ ...record, rowNumber: index + 2 })),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each(['=1+1', '+86 10', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', "'=1"])(
    'gives a spreadsheet no formula to run: %j',
    async (requestText) => {
      const text = (await written([request({ requestText })])).toString();
      const cell = /自然人,,,,("?)(.)/su.exec(text.split('备注\r\n')[1] ?? '');
      expect(cell?.[2]).toBe("'");
    },
  );

  it('takes rows as they come and leaves the sink open', async () => {
    async function* rows() {
      yield request({ serialNumber: '1' });
      yield request({ serialNumber: '2' });
    }
    const sink = new Collected();
    expect(await writeLedgerCsv(rows(), sink)).toEqual({ rowCount: 2 });
    expect(sink.writableEnded).toBe(false);
  });

  it('fails when the sink fails', async () => {
    const full = new Writable({
      write: (_chunk, _encoding, done) => done(new Error('no space left')),
    });
    await expect(writeLedgerCsv([request({})], full)).rejects.toThrow('no space left');
  });
});

describe('a written remedy ledger', () => {
  it('is read back to equal rows', async () => {
    const remedies: RemedyRecord[] = ledgerRemedyKinds.flatMap((kind) => [
      { serialNumber: '=1', kind, acceptedOn: '2023-05-04' },
      ...ledgerRemedyResults.map((result, index) => ({
        serialNumber: `2023-${index}`,
        kind,
        acceptedOn: '2023-05-04',
        endedOn: '2023-07-03',
        result,
      })),
    ]);
    const sink = new Collected();
    expect(await writeRemedyLedgerCsv(remedies, sink)).toEqual({ rowCount: 12 });
    const { rows } = await readRemedies(sink.bytes);
    expect(rows).toEqual(remedies.map((record, index) => ({ ...record, rowNumber: index + 2 })));
  });
});

describe('a template', () => {
  it('is a ledger without rows', async () => {
    const requests = await readRequests(Buffer.from(ledgerTemplateCsv('requests')));
    const remedies = await readRemedies(Buffer.from(ledgerTemplateCsv('remedies')));
    for (const { faults, warnings } of [requests, remedies]) {
      expect(faults).toEqual([]);
      expect(warnings.map(({ code }) => code)).toEqual(['no-rows']);
    }
  });
});
