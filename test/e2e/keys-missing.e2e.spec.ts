import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { openSqlite } from '@sunledger/sqlite';

import { dataDirectory } from './command-line';
import { copyMasterKey, embeddedSystem, onSystem } from './moved-system';

/** The demo town has seven requests, each with an applicant; the first is sealed first. */
const requestCount = 7;

describe('a log whose keys are gone', () => {
  const { directory, data, remove } = dataDirectory();
  const path = (name: string) => join(directory, name);
  const system = embeddedSystem(data);
  const target = embeddedSystem(path('target'));
  afterAll(remove);

  /** As when the keys come from an older copy, or their database was made anew. */
  const loseKeys = (which: string): void => {
    const database = openSqlite(join(data, 'sunledger.db'));
    database.exec(`DELETE FROM case_keys WHERE ${which}`);
    database.close();
  };

  beforeAll(async () => {
    expect((await onSystem(system, 'demo')).code).toBe(0);
    copyMasterKey(data, path('target'));
  });

  it('is not backed up when a single key is missing, and no better backup is removed', async () => {
    expect(await onSystem(system, 'backup', path('backups'), '--keep', '1')).toMatchObject({
      code: 0,
    });
    const [made = ''] = readdirSync(path('backups'));
    // As if made earlier: two of one second would be refused for their name.
    const kept = ['backup-2020-01-01T00-00-00Z'];
    renameSync(join(path('backups'), made), join(path('backups'), ...kept));
    loseKeys('slot = (SELECT max(slot) FROM case_keys)');
    const answer = await onSystem(system, 'backup', path('backups'), '--keep', '1');
    expect(answer.code).toBe(1);
    expect(answer.err).toContain('未办理（keys-missing）');
    expect(answer.err).toContain(`${requestCount} 件`);
    expect(answer.err).toContain('其中 1 件');
    expect(readdirSync(path('backups'))).toEqual(kept);
  });

  it('does not start without a key of one of the newest requests', async () => {
    const answer = await onSystem(system, 'start', '--port', '0');
    expect(answer.code).toBe(1);
    expect(answer.err).toContain('未办理（keys-missing）');
  });

  it('does not start when they all are, nor at the next attempt, and is still exported', async () => {
    loseKeys('true');
    for (const attempt of ['first', 'second']) {
      const answer = await onSystem(system, 'agency', 'list');
      expect({ attempt, code: answer.code }).toEqual({ attempt, code: 1 });
      expect(answer.err).toContain('未办理（keys-missing）');
      expect(answer.err).toContain('密钥库可能被清空');
    }
    const backup = await onSystem(system, 'backup', path('empty'), '--no-reports');
    expect(backup.code).toBe(1);
    expect(backup.err).toContain(`其中 ${requestCount} 件`);
    expect(existsSync(path('empty')) ? readdirSync(path('empty')) : []).toEqual([]);
    expect((await onSystem(system, 'export', path('log.jsonl'))).code).toBe(0);
  });

  it('serves again where going without them is said, and is backed up there', async () => {
    const refused = await onSystem(target, 'import-log', path('log.jsonl'));
    expect(refused.err).toContain('未办理（keys-missing）');
    const wanted = await onSystem(target, 'import-log', path('log.jsonl'), '--without-keys');
    expect(wanted).toMatchObject({ code: 0 });
    expect((await onSystem(target, 'agency', 'list')).code).toBe(0);
    expect(await onSystem(target, 'backup', path('after'))).toMatchObject({ code: 0 });
  });

  it('and a system that has nothing yet starts as ever, in a folder for its owner alone', async () => {
    expect((await onSystem(embeddedSystem(path('new')), 'agency', 'list')).code).toBe(0);
    expect(statSync(path('new')).mode & 0o077).toBe(0);
  });
});
