import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLedger, type LedgerProgress } from './read-ledger';
import { csv, faultsOf, readingDay } from './testing';

const required = ['登记编号', '收到日期', '申请渠道', '申请人类型', '申请内容'];
const minimal = (serialNumber: string) => [serialNumber, '2023-03-06', '当面', '自然人', '预算'];

describe('a ledger on disk', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('of 14,000 requests is read with progress', async () => {
    const path = join(folder, '台账.csv');
    const rows = Array.from({ length: 14_000 }, (_, index) => minimal(`2023-${index + 1}`));
    const bytes = csv([required, ...rows]);
    await writeFile(path, bytes);
    const seen: LedgerProgress[] = [];
    const reading = await readLedger({
      fileName: '台账.csv',
      path,
      kind: 'requests',
      today: readingDay,
      onProgress: (progress) => seen.push(progress),
    });
    expect(reading.faultCount).toBe(0);
    expect(reading.rows).toHaveLength(14_000);
    expect(reading.rows.at(-1)).toMatchObject({ rowNumber: 14_001, serialNumber: '2023-14000' });
    expect(seen.map(({ rowsRead }) => rowsRead)).toEqual([
      ...Array.from({ length: 14 }, (_, index) => (index + 1) * 1_000),
      14_000,
    ]);
    expect(seen.at(-1)).toEqual({
      rowsRead: 14_000,
      bytesRead: bytes.length,
      bytesTotal: bytes.length,
    });
    expect(seen[0]?.bytesRead).toBeLessThan(bytes.length);
  });

  it('is refused when it does not exist or is a folder', async () => {
    for (const path of [join(folder, '没有.csv'), folder]) {
      const reading = await readLedger({
        fileName: '没有.csv',
        path,
        kind: 'requests',
        today: readingDay,
      });
      expect(faultsOf(reading)).toEqual(['file-unreadable']);
    }
  });
});
