import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import type { Registration } from '@sunledger/disclosure-office';
import type { TreeHead } from '@sunledger/event-store';

import { dataDirectory, sunledger } from './command-line';
import {
  copyMasterKey,
  embeddedSystem,
  fileReport,
  onSystem,
  reportAnswers,
  type SystemEnvironment,
  systemOfRun,
  TargetSystems,
  withOfficeOf,
} from './moved-system';
import { carriedOut, headOf } from './office-directory';
import { e2eProfiles } from './profile';

// The office runs for real; a loaded machine needs its time.
jest.setTimeout(120_000);

const township = 'taishitun';
const registration: Registration = {
  agency: township,
  on: '2019-12-20',
  submittedOn: '2019-12-20',
  channel: 'inPerson',
  applicantType: 'research',
  personal: { name: '某研究所', contact: '010-60000000', requestText: '年末的一件申请' },
  lateReason: '补录',
};

interface Moved extends TreeHead {
  readonly written: number;
  readonly passedOver: number;
}

const headIn = (environment: SystemEnvironment): Promise<TreeHead> =>
  withOfficeOf(environment, async ({ log }) => {
    const { length, treeRoot } = await log.head();
    return { length, treeRoot };
  });

describe.each(e2eProfiles)('a log moved to the profile %s', (profile) => {
  const { directory, data, remove } = dataDirectory();
  const path = (name: string) => join(directory, name);
  const targets = new TargetSystems(profile);
  let source: SystemEnvironment = {};
  const [file, compressed] = [path('log.jsonl'), path('log.jsonl.gz')];
  let knownAt = '';
  let target: SystemEnvironment = {};

  const registerLate = (name: string) =>
    withOfficeOf(source, async ({ office }) => {
      const context = { commandId: office.commandId(name), actor: 'clerk' };
      carriedOut(await office.requests.register(registration, context));
    });
  const imported = async (from: string): Promise<Moved> => {
    const answer = await onSystem(target, 'import-log', from, '--without-keys', '--json');
    if (answer.code !== 0) throw new Error(answer.err);
    return JSON.parse(answer.out) as Moved;
  };

  beforeAll(async () => {
    source = systemOfRun(data);
    expect((await sunledger('demo')).code).toBe(0);
    await withOfficeOf(source, ({ office }) => fileReport(office, township, 2019));
    knownAt = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await registerLate('after the freeze');
    for (const to of [file, compressed]) expect((await sunledger('export', to)).code).toBe(0);
    copyMasterKey(data, path('target'));
    target = await targets.prepare(path('target'));
  });
  afterAll(async () => {
    await targets.remove();
    await remove();
  });

  it('is the same file, compressed or not', () => {
    expect(gunzipSync(readFileSync(compressed)).equals(readFileSync(file))).toBe(true);
  });

  it('refuses to come without its keys, unless that is wanted', async () => {
    const answer = await onSystem(target, 'import-log', file);
    expect(answer).toMatchObject({ code: 1 });
    expect(answer.err).toContain('未办理（keys-missing）');
    expect((await headIn(target)).length).toBe(0);
  });

  it('keeps every report byte for byte: as it stands, as known earlier, as filed', async () => {
    const head = await headOf(data);
    const { length, treeRoot } = head;
    expect(await imported(compressed)).toEqual({
      length,
      treeRoot,
      written: length,
      passedOver: 0,
    });
    expect(await headIn(target)).toEqual({ length, treeRoot });
    const before = await reportAnswers(source, township, 2019, knownAt);
    expect(before).toContain('"status": "approved"');
    expect(await reportAnswers(target, township, 2019, knownAt)).toBe(before);
  });

  it('writes nothing when it comes again, and only what is new when it has grown', async () => {
    const { length } = await headIn(target);
    expect(await imported(file)).toMatchObject({ length, written: 0, passedOver: length });
    await registerLate('after the move');
    expect((await sunledger('export', path('grown.jsonl'))).code).toBe(0);
    const grown = await headOf(data);
    expect(await imported(path('grown.jsonl'))).toMatchObject({
      treeRoot: grown.treeRoot,
      written: grown.length - length,
      passedOver: length,
    });
    const before = await reportAnswers(source, township, 2019, knownAt);
    expect(await reportAnswers(target, township, 2019, knownAt)).toBe(before);
  });

  it('is refused by a system with facts of its own, which keeps them', async () => {
    await withOfficeOf(target, async ({ office }) => {
      const context = { commandId: office.commandId('own'), actor: 'clerk' };
      carriedOut(await office.requests.register(registration, context));
    });
    const head = await headIn(target);
    const answer = await onSystem(target, 'import-log', path('grown.jsonl'), '--without-keys');
    expect(answer.code).toBe(1);
    expect(answer.err).toContain('未办理（log-differs）');
    expect(answer.err).toContain('不在文件中');
    expect(await headIn(target)).toEqual(head);
  });
});

describe('an export that is not what it was', () => {
  const { directory, data, remove } = dataDirectory();
  const path = (name: string) => join(directory, name);
  const target = embeddedSystem(path('target'));
  let lines: readonly string[] = [];
  beforeAll(async () => {
    expect((await sunledger('demo')).code).toBe(0);
    expect((await sunledger('export', path('log.jsonl'))).code).toBe(0);
    lines = readFileSync(path('log.jsonl'), 'utf8').split('\n');
    expect(lines.length).toBe((await headOf(data)).length + 2);
  });
  afterAll(remove);

  const refused = async (name: string, content: string | Buffer): Promise<string> => {
    writeFileSync(path(name), content);
    const answer = await onSystem(target, 'import-log', path(name), '--without-keys');
    expect(answer.code).toBe(1);
    expect((await headIn(target)).length).toBe(0);
    return answer.err;
  };
  const without = (at: number) => lines.filter((_, index) => index !== at);

  it('writes nothing of a file with a changed line', async () => {
    const changed = lines.map((line, at) => (at === 9 ? line.replace('2019', '2018') : line));
    const said = await refused('changed.jsonl', changed.join('\n'));
    expect(said).toContain('未办理（event-changed）');
    expect(said).toContain('位置 10');
  });

  it('writes nothing of a file with a line missing, or cut off before its head', async () => {
    expect(await refused('gap.jsonl', without(9).join('\n'))).toContain('event-removed');
    expect(await refused('headless.jsonl', lines.slice(0, -2).join('\n'))).toContain(
      'head-missing',
    );
    expect(await refused('half-line.jsonl', lines.join('\n').slice(0, -40))).toContain(
      'line-unreadable',
    );
  });

  it('writes nothing of a compressed file that is cut off or damaged', async () => {
    const whole = gzipSync(lines.join('\n'));
    expect(await refused('cut.jsonl.gz', whole.subarray(0, -20))).toContain('file-unreadable');
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(damaged.length >> 1) ^ 0xff, damaged.length >> 1);
    // Text that comes out wrong is noticed line by line, or else by the checksum at the end.
    expect(await refused('damaged.jsonl.gz', damaged)).toMatch(/unreadable|event-changed/);
  });

  it('never takes the place of a file that is there', async () => {
    const answer = await sunledger('export', path('log.jsonl'));
    expect(answer).toMatchObject({ code: 1 });
    expect(answer.err).toContain('未办理（file-exists）');
    expect(readFileSync(path('log.jsonl'), 'utf8')).toBe(lines.join('\n'));
  });
});
