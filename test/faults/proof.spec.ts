import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { eventually } from '@sunledger/jobs/testing';
import { caseListTable, serialNumberTable } from '@sunledger/persistence';
import { embeddedStores, openOffice, type OpenOffice } from '@sunledger/wiring';

import { carriedOut } from '../e2e/office-directory';
import { agency, Clerks } from './clerks';
import { nothingWrong, proofOf } from './proof';

describe('what is compared after a fault', () => {
  let directory: string;
  let open: OpenOffice;
  let clerks: Clerks;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sunledger-proof-'));
    open = await openOffice(embeddedStores(directory));
    const { office } = open;
    const command = { type: 'AddAgency', on: '2025-01-02', code: agency, name: '某镇' } as const;
    const context = { commandId: office.newId(), actor: '经办人' };
    carriedOut(await office.agencies.handle(agency, command, context));
    clerks = new Clerks([office]);
    clerks.begin();
    await eventually(
      async () => clerks.registered.size,
      (count) => count >= 6,
    );
    await clerks.finish();
    await open.readModels.runner.waitFor((await office.parts.store.head()).position);
  });
  afterEach(async () => {
    await open.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const firstCase = (): string => [...clerks.registered.keys()][0] ?? '';

  it('finds nothing where nothing is wrong', async () => {
    expect(clerks.withdrawn.size).toBeGreaterThan(0);
    expect(await proofOf(open, clerks)).toEqual(nothingWrong);
  });

  it('finds an acknowledged case that is not in the log', async () => {
    clerks.registered.set('nowhere', '2025-9999');
    // The case, its number, and one row fewer than cases.
    expect(await proofOf(open, clerks)).toEqual({ ...nothingWrong, lost: 3 });
  });

  it('finds a case in the log that nobody was told of', async () => {
    clerks.registered.delete(firstCase());
    expect(await proofOf(open, clerks)).toEqual({ ...nothingWrong, doubled: 3 });
  });

  it('finds a number that two were told', async () => {
    const [first = '', second = ''] = clerks.registered.keys();
    clerks.registered.set(second, clerks.registered.get(first) ?? '');
    expect(await proofOf(open, clerks)).toMatchObject({ lost: 2, doubled: 2 });
  });

  it('finds rows that are missing, and rows that are not as the log says', async () => {
    await open.database.write(async (transaction) => {
      const own = [firstCase()];
      await transaction.execute(`DELETE FROM ${caseListTable.name} WHERE case_id = ?`, own);
      await transaction.execute(
        `UPDATE ${serialNumberTable.name} SET ordinal = 999 WHERE case_id = ?`,
        own,
      );
    });
    expect(await proofOf(open, clerks)).toMatchObject({ lost: 2, different: 2 });
  });
});
