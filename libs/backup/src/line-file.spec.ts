import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { sealOfFile } from './durable-files';
import { linesOf, newLineFile } from './line-file';
import { BackupRefused } from './refusal';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sunledger-lines-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const path = (name: string) => join(directory, name);

const linesIn = async (name: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const line of linesOf(path(name))) found.push(line);
  return found;
};

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof BackupRefused ? error.code : String(error);
};

describe('a file of lines', () => {
  // 90,000 lines of Chinese text: many chunks, cut within characters.
  const lines = Array.from({ length: 90_000 }, (_, at) => `{"件":${at},"内容":"征收补偿安置方案"}`);

  it.each(['log.jsonl', 'log.jsonl.gz'])('comes back line by line from %s', async (name) => {
    const file = await newLineFile(path(name));
    for (const line of lines) await file.write(`${line}\n`);
    expect(existsSync(path(name))).toBe(false);
    const seal = await file.finish();
    expect(await linesIn(name)).toEqual(lines);
    expect(readdirSync(directory)).toEqual([name]);
    expect(seal).toEqual(await sealOfFile(path(name)));
    const bytes = readFileSync(path(name));
    const text = name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    expect(text.toString()).toBe(`${lines.join('\n')}\n`);
  });

  it('leaves nothing when it is abandoned', async () => {
    for (const name of ['log.jsonl', 'log.jsonl.gz']) {
      const file = await newLineFile(path(name));
      for (const line of lines.slice(0, 5_000)) await file.write(line);
      await file.abandon();
    }
    expect(readdirSync(directory)).toEqual([]);
  });

  it('never takes the place of another file, whenever that appeared', async () => {
    writeFileSync(path('early.jsonl'), 'early');
    expect(await codeOf(newLineFile(path('early.jsonl')))).toBe('file-exists');
    const file = await newLineFile(path('late.jsonl'));
    await file.write('line\n');
    writeFileSync(path('late.jsonl'), 'late');
    expect(await codeOf(file.finish())).toBe('file-exists');
    expect(readFileSync(path('late.jsonl'), 'utf8')).toBe('late');
  });

  it('ends with its last line, with or without a line feed', async () => {
    writeFileSync(path('one.jsonl'), 'a\n\nb');
    expect(await linesIn('one.jsonl')).toEqual(['a', '', 'b']);
    writeFileSync(path('empty.jsonl'), '');
    expect(await linesIn('empty.jsonl')).toEqual([]);
  });

  it('says when it is missing, no file, or cut off', async () => {
    expect(await codeOf(linesIn('none.jsonl'))).toBe('file-missing');
    expect(await codeOf(linesIn('.'))).toBe('file-missing');
    const file = await newLineFile(path('log.jsonl.gz'));
    await file.write(lines.slice(0, 100).join('\n'));
    await file.finish();
    writeFileSync(path('cut.jsonl.gz'), readFileSync(path('log.jsonl.gz')).subarray(0, -9));
    expect(await codeOf(linesIn('cut.jsonl.gz'))).toBe('file-unreadable');
  });
});
