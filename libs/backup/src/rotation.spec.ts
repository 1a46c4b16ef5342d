import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { nextBackup } from '@sunledger/backup';

describe('the name of the next backup', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sunledger-backups-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const nameAt = async (instant: string) => basename(await nextBackup(directory, instant));

  it('tells two of one second apart, and sorts as time goes', async () => {
    const instants = [
      '2026-03-02T18:00:00.000Z',
      '2026-03-02T18:00:00.421Z',
      '2026-03-02T18:00:01.000Z',
    ];
    const names = await Promise.all(instants.map(nameAt));
    expect(names).toEqual([
      'backup-2026-03-02T18-00-00.000Z',
      'backup-2026-03-02T18-00-00.421Z',
      'backup-2026-03-02T18-00-01.000Z',
    ]);
    expect([...names].sort()).toEqual(names);
  });
});
