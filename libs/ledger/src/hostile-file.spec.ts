import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLedger, type LedgerProgress } from './read-ledger';
import {
  archive,
  csvOf,
  faultsOf,
  readingDay,
  readRequests,
  sheetRow,
  soundRequest,
  workbookEntries,
  type ArchiveEntry,
} from './testing';

const MEBIBYTE = 1024 * 1024;
const names = Object.keys(soundRequest);
const soundSheet = sheetRow(1, names) + sheetRow(2, Object.values(soundRequest));
const asWorkbook = { fileName: '申请台账.xlsx' };
const readWorkbook = (entries: readonly ArchiveEntry[]) =>
  readRequests(archive(entries), asWorkbook);
const replacePart = (path: string, change: Partial<ArchiveEntry>) =>
  workbookEntries(soundSheet).map((entry) =>
    entry.path === path ? { ...entry, ...change } : entry,
  );
const compoundFile = (...contents: Buffer[]) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024), ...contents]);

describe('a file in the wrong encoding is refused', () => {
  it('when it is GBK, with the way to mend it', async () => {
    // 登记编号 in GBK.
    const bytes = Buffer.from('b5c7bcc7b1e0bac50d0a', 'hex');
    const reading = await readRequests(bytes);
    expect(faultsOf(reading)).toEqual(['encoding-not-utf8']);
    expect(reading.faults[0]?.message).toContain('CSV UTF-8');
  });

  it('when only a later row is GBK', async () => {
    const bytes = Buffer.concat([csvOf(soundRequest), Buffer.from('\r\nb5'), Buffer.from([0xb5])]);
    expect((await readRequests(bytes)).faults[0]?.code).toBe('encoding-not-utf8');
  });

  it.each([
    ['with a byte order mark', Buffer.from('\uFEFF登记编号,收到日期', 'utf16le')],
    ['without one', Buffer.from('serial,received', 'utf16le')],
  ])('when it is UTF-16 %s', async (_case, bytes) => {
    expect(faultsOf(await readRequests(bytes))).toEqual(['encoding-not-utf8']);
  });
});

describe('a file of the wrong kind is refused', () => {
  it.each([
    ['an empty file', '台账.csv', Buffer.alloc(0), 'file-empty'],
    ['a file of blank lines', '台账.csv', Buffer.from('\r\n,,\r\n \r\n'), 'file-empty'],
    ['another extension', '台账.pdf', Buffer.from('%PDF'), 'file-kind-unknown'],
    [
      'a workbook named .csv',
      '台账.csv',
      archive(workbookEntries(soundSheet)),
      'file-kind-mismatch',
    ],
    ['a text named .xlsx', '台账.xlsx', csvOf(soundRequest), 'file-kind-mismatch'],
    ['an .xls', '台账.xls', compoundFile(Buffer.from('Workbook', 'utf16le')), 'old-xls'],
    ['a page saved as .xls', '台账.xls', Buffer.from('<html>'), 'old-xls'],
    ['an .xls named .xlsx', '台账.xlsx', compoundFile(), 'old-xls'],
    [
      'a workbook with a password',
      '台账.xlsx',
      compoundFile(Buffer.from('EncryptedPackage', 'utf16le')),
      'encrypted-workbook',
    ],
    [
      'an archive that is no workbook',
      '台账.xlsx',
      archive([{ path: 'word/document.xml', content: '<w/>' }]),
      'not-a-workbook',
    ],
    [
      'half a workbook',
      '台账.xlsx',
      archive(workbookEntries(soundSheet)).subarray(0, 500),
      'workbook-damaged',
    ],
  ])('%s', async (_case, fileName, bytes, code) => {
    const reading = await readRequests(bytes, { fileName });
    expect(faultsOf(reading)).toEqual([code]);
    expect(reading.rows).toEqual([]);
  });

  it('when a quote is never closed', async () => {
    const bytes = Buffer.concat([csvOf(soundRequest), Buffer.from('\r\n2,"2023-03-06\r\n3,x')]);
    expect((await readRequests(bytes)).faults[0]?.code).toBe('quote-not-closed');
  });

  it('when a quote swallows more than one record may hold', async () => {
    const swallowed = Buffer.from(`\r\n2,"${'x'.repeat(2 * MEBIBYTE)}"`);
    const bytes = Buffer.concat([csvOf(soundRequest), swallowed]);
    expect((await readRequests(bytes)).faults[0]?.code).toBe('record-too-long');
  });
});

describe('a file that is too large is refused', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('by its size, before it is read', async () => {
    const path = join(folder, '大.csv');
    const file = await open(path, 'w');
    await file.truncate(64 * MEBIBYTE + 1);
    await file.close();
    const reading = await readLedger({
      fileName: '大.csv',
      path,
      kind: 'requests',
      today: readingDay,
    });
    expect(faultsOf(reading)).toEqual(['file-too-large']);
    expect(reading.faults[0]?.message).toContain('64 MiB');
  });

  it('at 200,000 rows, without reading the rest of a million', async () => {
    const header = '登记编号,收到日期,申请渠道,申请人类型,申请内容\n';
    const bytes = Buffer.from(header + '1,2023-03-06,当面,自然人,预算\n'.repeat(1_000_000));
    const seen: LedgerProgress[] = [];
    const reading = await readLedger({
      fileName: '台账.csv',
      bytes,
      kind: 'requests',
      today: readingDay,
      onProgress: (progress) => seen.push(progress),
    });
    expect(reading.faults[0]?.code).toBe('too-many-rows');
    expect(reading.faults).toHaveLength(1_000);
    expect(reading.rows).toEqual([]);
    expect(reading.rowCount).toBe(200_000);
    expect(seen.at(-1)?.bytesRead).toBeLessThan(bytes.length / 4);
  });

  it('at 200,000 rows in a workbook too', async () => {
    const rows = Array.from(
      { length: 200_002 },
      (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>${index}</v></c></row>`,
    );
    const reading = await readWorkbook(workbookEntries(rows.join('')));
    expect(faultsOf(reading)).toEqual(['too-many-rows']);
  });

  it('at 100 columns', async () => {
    const wide = Array.from({ length: 101 }, (_, index) => `列${index}`).join(',');
    expect(faultsOf(await readRequests(Buffer.from(wide)))).toEqual(['too-many-columns @1']);
    const sheet = soundSheet.replace('</row>', '<c r="XFD1"><v>1</v></c></row>');
    expect(faultsOf(await readWorkbook(workbookEntries(sheet)))).toEqual(['too-many-columns']);
  });
});

describe('a workbook made to exhaust memory is refused', () => {
  it('when zeros are packed a thousandfold', async () => {
    const bomb = { path: 'xl/media/bomb.bin', content: Buffer.alloc(40 * MEBIBYTE) };
    const reading = await readWorkbook([...workbookEntries(soundSheet), bomb]);
    expect(faultsOf(reading)).toEqual(['archive-ratio-too-high']);
  });

  it('when its directory adds up to more than may be unpacked', async () => {
    const parts = Array.from({ length: 3 }, (_, index) => ({
      path: `xl/media/${index}.bin`,
      content: 'x',
      declaredSize: 100 * MEBIBYTE,
    }));
    const reading = await readWorkbook([...workbookEntries(soundSheet), ...parts]);
    expect(faultsOf(reading)).toEqual(['archive-too-large']);
  });

  it('when a part is larger than its directory says', async () => {
    const content = `<sst>${' '.repeat(MEBIBYTE)}</sst>`;
    const entries = replacePart('xl/styles.xml', { content, declaredSize: 10 });
    expect(faultsOf(await readWorkbook(entries))).toEqual(['workbook-damaged']);
  });

  it('when it has more than 1,000 parts', async () => {
    const parts = Array.from({ length: 1_001 }, (_, index) => ({ path: `${index}`, content: '' }));
    expect(faultsOf(await readWorkbook(parts))).toEqual(['archive-too-many-entries']);
  });

  it('when a part is encrypted', async () => {
    const entries = replacePart('xl/worksheets/sheet1.xml', { flags: 1 });
    expect(faultsOf(await readWorkbook(entries))).toEqual(['encrypted-workbook']);
  });

  it('when a part stands in it twice', async () => {
    const entries = workbookEntries(soundSheet);
    expect(faultsOf(await readWorkbook([...entries, ...entries]))).toEqual(['workbook-damaged']);
  });

  it.each([
    ['a row far beyond the sheet', '<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'],
    ['a row number written as entities', '<row r="&#57;&#57;&#57;"><c r="A3"><v>1</v></c></row>'],
    ['two row numbers', '<row x:r="4000000000" r="3"><c r="A3"><v>1</v></c></row>'],
    ['a column beyond the sheet', '<row r="3"><c r="ZZZZZZZ3"><v>1</v></c></row>'],
    ['a cell without an address', '<row r="3"><c><v>1</v></c></row>'],
    ['a tag in an attribute', '<row r="3" a="<row r=\'4000000000\'>"></row>'],
    ['rows that run backwards', '<row r="1"><c r="A1"><v>1</v></c></row>'],
  ])('when it has %s', async (_case, xml) => {
    expect(faultsOf(await readWorkbook(workbookEntries(soundSheet + xml)))).toEqual([
      'workbook-damaged',
    ]);
  });

  it('but a false size in a local header, which the directory overrules, does no harm', async () => {
    const entries = replacePart('xl/worksheets/sheet1.xml', { localSize: 4_000_000_000 });
    const reading = await readWorkbook(entries);
    expect(reading.rows).toHaveLength(1);
  });

  describe('wherever the windows of the inspection cut the sheet', () => {
    const sheetOf = (rowsXml: string) =>
      String(workbookEntries(rowsXml).find(({ path }) => path.includes('worksheets'))?.content);
    /** Spaces that put the first window's end so many bytes into what follows them. */
    const spacesBefore = (cut: number) =>
      ' '.repeat(MEBIBYTE - sheetOf('').indexOf('</sheetData>') - cut);

    it.each([0, 1, 2, 4, 6, 8, 14, 19])('finds a hostile tag cut after %d bytes', async (cut) => {
      const hostile = '<row r="4000000000"><c r="A4"><v>1</v></c></row>';
      const reading = await readWorkbook(workbookEntries(spacesBefore(cut) + hostile));
      expect(faultsOf(reading)).toEqual(['workbook-damaged']);
    });

    it.each([0, 1, 2, 4, 6, 8, 14, 19])('reads a sound sheet cut after %d bytes', async (cut) => {
      const reading = await readWorkbook(workbookEntries(spacesBefore(cut) + soundSheet));
      expect(reading.rows).toHaveLength(1);
    });
  });
});
