import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import type { Office, Registration } from '@sunledger/disclosure-office';
import type { TreeHead } from '@sunledger/event-store';

import { dataDirectory, json, sunledger } from './command-line';
import { childScript, demandBuild } from './killed-child';
import {
  copyMasterKey,
  embeddedSystem,
  fileReport,
  onSystem,
  reportAnswers,
  type SystemEnvironment,
  systemOfRun,
  TargetSystems,
  verifiedIn,
  withOfficeOf,
} from './moved-system';
import { carriedOut } from './office-directory';
import { type E2eProfile, e2eProfiles, profileOfRun } from './profile';
import { everyCase } from './read-model-dump';

// The office runs for real; a loaded machine needs its time.
jest.setTimeout(120_000);

const township = 'taishitun';
const applicant = { name: '申请人', contact: '010-60000000', requestText: '申请内容' };
const registration: Registration = {
  agency: township,
  on: '2025-06-03',
  submittedOn: '2025-06-03',
  channel: 'inPerson',
  applicantType: 'naturalPerson',
  personal: applicant,
  lateReason: '测试',
};

interface BackupAnswer {
  readonly directory: string;
  readonly head: TreeHead;
  readonly keys: { readonly held: number; readonly erased: number };
  readonly reports: number | null;
}

const { directory, data, remove } = dataDirectory();
const path = (name: string) => join(directory, name);
let source: SystemEnvironment = {};
const targets = new Map(e2eProfiles.map((profile) => [profile, new TargetSystems(profile)]));
const knownAt = new Date(Date.now() + 1000).toISOString();
let first: BackupAnswer;

const backup = (to: string, ...options: readonly string[]): Promise<BackupAnswer> =>
  json<BackupAnswer>('backup', path(to), ...options, '--json');

/** An empty system that has the master key already; by default on stores like those of this run. */
const emptySystem = async (name: string, profile: E2eProfile = profileOfRun()) => {
  copyMasterKey(data, path(name));
  const target = await targets.get(profile)?.prepare(path(name));
  return target ?? embeddedSystem(path(name));
};

const caseIdsOf = async (office: Office): Promise<readonly string[]> =>
  (await everyCase(office)).map((entry) => (entry as { readonly caseId: string }).caseId);

const personalOf = (office: Office, caseId: string) =>
  office.readPersonalData(caseId, '核对', { commandId: office.newId(), actor: 'auditor' });

beforeAll(async () => {
  demandBuild();
  source = systemOfRun(data);
  expect((await sunledger('demo')).code).toBe(0);
  writeFileSync(join(data, 'policy.json'), '{}\n');
  await withOfficeOf(source, ({ office }) => fileReport(office, township, 2019));
});
afterAll(async () => {
  for (const systems of targets.values()) await systems.remove();
  await remove();
});

describe('a backup of a system at work', () => {
  it('holds the log as it was when it began, whatever is registered meanwhile', async () => {
    const writer = spawn(
      process.execPath,
      [childScript('register-requests'), data, 'backup', JSON.stringify(registration)],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...source } },
    );
    const closed = once(writer, 'close');
    const died = closed.then(() => Promise.reject(new Error('the writer ended')));
    died.catch(() => undefined);
    let said = '';
    writer.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    /** Waits for one more registration than there are. */
    const registered = async () => {
      const count = said.split('"caseId"').length;
      while (said.split('"caseId"').length === count) {
        await Promise.race([once(writer.stdout, 'data'), died]);
      }
    };
    try {
      await registered();
      first = await backup('online');
      await registered();
    } finally {
      writer.kill('SIGKILL');
      await closed;
    }
    const { length, treeRoot } = first.head;
    await withOfficeOf(source, async ({ log }) => {
      const head = await log.head();
      expect(head.length).toBeGreaterThan(length);
      expect(await log.headAt(await log.positionOf(length))).toMatchObject({ treeRoot });
    });
    expect(first.reports).toBe(2);
    expect(await json('backup', 'verify', first.directory, '--json')).toEqual(first);
    const noted = `${length}:${treeRoot}`;
    expect((await sunledger('backup', 'verify', first.directory, '--head', noted)).code).toBe(0);
  });

  it.each(e2eProfiles)('comes back on %s: log, reports, filings, every person', async (profile) => {
    const name = `restored-${profile}`;
    const target = await emptySystem(name, profile);
    const dry = await onSystem(target, 'restore', first.directory, '--dry-run');
    expect(dry).toMatchObject({ code: 0 });
    const answer = await onSystem(target, 'restore', first.directory);
    expect(answer).toMatchObject({ code: 0 });
    expect(answer.out).toContain('2 份年度报告与备份时逐份相同');
    expect(await verifiedIn(target)).toMatchObject({ holds: true, head: first.head });
    await withOfficeOf(target, async ({ office }) => {
      const caseIds = await caseIdsOf(office);
      expect(caseIds.length).toBeGreaterThan(7);
      for (const caseId of caseIds) {
        expect(await personalOf(office, caseId)).toHaveProperty('name');
      }
    });
    expect(readFileSync(join(path(name), 'policy.json'), 'utf8')).toBe('{}\n');
    // The source went on: of the frozen year nothing changed.
    expect(await filedReport(target)).toEqual(await filedReport(source));
  });

  /** What was filed for 2019, without the length of the log, which grew on. */
  const filedReport = async (system: SystemEnvironment): Promise<unknown> => {
    const answers: unknown = JSON.parse(await reportAnswers(system, township, 2019, knownAt));
    return (answers as { filing: unknown }).filing;
  };

  it('keeps the newest and removes no other than whole backups', async () => {
    writeFileSync(join(path('online'), 'notes.txt'), '值班记录');
    const names = ['backup-2020-01-01T00-00-00Z', 'backup-2020-01-02T00-00-00Z'];
    for (const name of names)
      cpSync(first.directory, join(path('online'), name), { recursive: true });
    cpSync(first.directory, join(path('online'), 'backup-2019-01-01T00-00-00Z'), {
      recursive: true,
      filter: (from) => !from.endsWith('manifest.json'),
    });
    const next = await backup('online', '--keep', '2', '--no-reports');
    expect(next.reports).toBeNull();
    const left = readdirSync(path('online')).sort();
    const kept = [first.directory, next.directory].map((kept) => kept.split('/').at(-1));
    expect(left).toEqual(['backup-2019-01-01T00-00-00Z', ...kept, 'notes.txt'].sort());
  });
});

describe('a backup that is not what it was', () => {
  const files = ['log.jsonl.gz', 'keys.jsonl', 'policy.json', 'reports.json', 'manifest.json'];

  it.each(files)('is refused when %s was changed, cut off or is gone', async (name) => {
    const target = await emptySystem(`after-${name}`);
    const changes: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
      changed: (bytes) => {
        const copy = Buffer.from(bytes);
        const at = copy.length >> 1;
        copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
        return copy;
      },
      cut: (bytes) => bytes.subarray(0, -1),
    };
    for (const [how, change] of Object.entries(changes)) {
      const copy = path(`${how}-${name}`);
      cpSync(first.directory, copy, { recursive: true });
      writeFileSync(join(copy, name), change(readFileSync(join(copy, name))));
      for (const command of [
        ['backup', 'verify', copy],
        ['restore', copy],
      ]) {
        const answer = await onSystem(target, ...command);
        expect(answer).toMatchObject({ code: 1 });
        expect(answer.err).toContain(join(copy, name));
      }
    }
    const gone = path(`gone-${name}`);
    cpSync(first.directory, gone, { recursive: true, filter: (from) => !from.endsWith(name) });
    expect((await sunledger('backup', 'verify', gone)).err).toContain(
      name === 'manifest.json' ? '没有 manifest.json' : join(gone, name),
    );
    expect(existsSync(join(path(`after-${name}`), 'sunledger.db'))).toBe(false);
  });

  it('is refused when its log does not contain a head that was noted', async () => {
    const noted = `${first.head.length}:${'0'.repeat(64)}`;
    const answer = await sunledger('backup', 'verify', first.directory, '--head', noted);
    expect(answer.err).toContain('未办理（head-not-contained）');
  });
});

describe('a system that a backup cannot be restored into', () => {
  const restore = (target: SystemEnvironment, ...options: readonly string[]) =>
    onSystem(target, 'restore', first.directory, ...options);

  it('has facts, even if they are the same', async () => {
    const answer = await restore(source);
    expect(answer).toMatchObject({ code: 1 });
    expect(answer.err).toContain('未办理（system-not-empty）');
    const other = await restore(source, '--resume');
    expect(other.err).toContain('未办理（log-differs）');
  });

  it('has no master key, or another one; then nothing is made either', async () => {
    const none = embeddedSystem(path('no-key'));
    expect((await restore(none)).err).toContain('未办理（master-key-missing）');
    expect(existsSync(join(path('no-key'), 'keys'))).toBe(false);
    const other = await emptySystem('other-key', 'embedded');
    const keyFile = join(path('other-key'), 'keys', 'master.key');
    writeFileSync(keyFile, `${'ab'.repeat(32)}\n`);
    expect((await restore(other)).err).toContain('未办理（master-key-wrong）');
    expect(existsSync(join(path('other-key'), 'sunledger.db'))).toBe(false);
    copyFileSync(join(data, 'keys', 'master.key'), keyFile);
    expect(await restore(other)).toMatchObject({ code: 0 });
  });

  it('has another policy', async () => {
    const target = await emptySystem('other-policy');
    writeFileSync(join(path('other-policy'), 'policy.json'), '{"other":1}');
    expect((await restore(target)).err).toContain('未办理（policy-differs）');
    // An empty file is the policy of the system backed up, which has none.
    writeFileSync(join(path('other-policy'), 'policy.json'), '{}');
    expect((await restore(target, '--dry-run')).err).not.toContain('policy-differs');
  });
});

describe('personal data that were erased', () => {
  const erase = (system: SystemEnvironment, caseId: string) =>
    withOfficeOf(system, async ({ office }) => {
      const words = { on: office.calendars.today(), reason: '保存期满', approvedBy: '主任' };
      const context = { commandId: office.commandId('erase', caseId), actor: 'auditor' };
      carriedOut(await office.erasePersonalData(caseId, words, context));
    });

  it('do not come back: neither by a later backup nor by an older one told of it', async () => {
    const target = await emptySystem('erased-since');
    const caseId = await withOfficeOf(source, async ({ office }) => {
      const found = await office.findCase({ name: '2019-0004', agency: township });
      if (typeof found !== 'string') throw new Error(JSON.stringify(found));
      return found;
    });
    await erase(source, caseId);
    expect((await sunledger('export', path('newer.jsonl.gz'))).code).toBe(0);
    const older = ['restore', first.directory, '--erasures-from', path('newer.jsonl.gz')];
    const answer = await onSystem(target, ...older);
    expect(answer.out).toContain('1 件已清除个人信息，其密钥没有恢复');
    await withOfficeOf(target, async ({ office }) => {
      expect(await personalOf(office, caseId)).toMatchObject({ refused: 'personal-data-erased' });
      const other = await office.findCase({ name: '2019-0001', agency: township });
      if (typeof other !== 'string') throw new Error(JSON.stringify(other));
      expect(await personalOf(office, other)).toMatchObject({ name: '张甲' });
    });

    const later = await backup('later', '--no-reports');
    expect(later.keys.erased).toBe(1);
    const again = await emptySystem('after-erasure');
    expect((await onSystem(again, 'restore', later.directory)).code).toBe(0);
    await withOfficeOf(again, async ({ office }) =>
      expect(await personalOf(office, caseId)).toMatchObject({ refused: 'personal-data-erased' }),
    );
  });
});
