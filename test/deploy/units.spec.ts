import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { exitCodes } from '@sunledger/cli';

import { deployFiles, deployFolder } from './yaml-file';

const units = deployFiles().filter((file) => /\.(service|timer)$/.test(file));
const textOf = (unit: string): string => readFileSync(join(deployFolder, unit), 'utf8');

type Sections = Readonly<Record<string, readonly (readonly [string, string])[]>>;

/** A unit as sections of directives. @throws on a line that is neither. */
function parsed(text: string): Sections {
  const sections: Record<string, (readonly [string, string])[]> = {};
  let current: (readonly [string, string])[] | undefined;
  for (const line of text.split('\n')) {
    const [, section] = /^\[(\w+)\]$/.exec(line) ?? [];
    const [, name, value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (section !== undefined) current = sections[section] = [];
    else if (name !== undefined && current !== undefined) current.push([name, value]);
    else if (line !== '' && !line.startsWith('#')) throw new Error(`not a directive: ${line}`);
  }
  return sections;
}

/** What keeps a service in its place; each is looked for with exactly this value. */
const hardening: readonly (readonly [string, string])[] = [
  ['NoNewPrivileges', 'true'],
  ['ProtectSystem', 'strict'],
  ['ProtectHome', 'true'],
  ['PrivateTmp', 'true'],
  ['ProtectKernelTunables', 'true'],
  ['ProtectKernelModules', 'true'],
];

const missing = (text: string): readonly string[] => {
  const service = parsed(text)['Service'] ?? [];
  return hardening
    .filter(([name, value]) => !service.some(([one, other]) => one === name && other === value))
    .map(([name]) => name);
};

/** What systemd itself says of units, where it is installed; nothing where it is not. */
function complaints(files: readonly { readonly name: string; readonly text: string }[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'sunledger-units-'));
  try {
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
    // Named by the scaled backup; a machine without Docker has none.
    writeFileSync(join(folder, 'docker.service'), '[Service]\nExecStart=/bin/true\n');
    copyFileSync('/bin/true', join(folder, 'true'));
    const own = files.map(({ name }) => join(folder, name));
    const { stderr, status, error } = spawnSync('systemd-analyze', ['verify', '--man=no', ...own], {
      encoding: 'utf8',
      env: { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:` },
    });
    if (error !== undefined) return '';
    // Docker is not installed where the specs run.
    const lines = stderr.split('\n').filter((line) => !/docker is not executable/.test(line));
    const isOnlyDocker = lines.join('') === '';
    return status === 0 || isOnlyDocker ? lines.join('\n') : stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the systemd units', () => {
  it('are two services and their timers, and a backup of the scaled profile', () => {
    expect(units.map((unit) => unit)).toEqual([
      'embedded/sunledger-backup.service',
      'embedded/sunledger-backup.timer',
      'embedded/sunledger.service',
      'scaled/sunledger-backup.service',
      'scaled/sunledger-backup.timer',
    ]);
  });

  it.each(units)('%s is one that systemd understands', (unit) => {
    const sections = parsed(textOf(unit));
    expect(Object.keys(sections)).toContain(unit.endsWith('.timer') ? 'Timer' : 'Service');
    const timed = unit.replace(/\.timer$/, '.service');
    const files = [...new Set([unit, timed])].map((file) => ({
      name: basename(file),
      text: textOf(file),
    }));
    expect(complaints(files)).toBe('');
  });

  it.each(units.filter((unit) => unit.endsWith('.service')))('%s is kept in its place', (unit) => {
    expect(missing(textOf(unit))).toEqual([]);
  });

  it.each(hardening)('would be refused without %s', (name, value) => {
    const text = textOf('embedded/sunledger.service').replace(`\n${name}=${value}\n`, '\n');
    expect(missing(text)).toEqual([name]);
  });

  it('run as a user of their own where they run the system', () => {
    for (const unit of ['embedded/sunledger.service', 'embedded/sunledger-backup.service']) {
      expect(parsed(textOf(unit))['Service']).toContainEqual(['User', 'sunledger']);
    }
  });

  it('do not try again what a wrong setting keeps from starting', () => {
    const service = parsed(textOf('embedded/sunledger.service'))['Service'];
    expect(service).toContainEqual(['RestartPreventExitStatus', String(exitCodes.wrongUsage)]);
  });

  it('say so when a line is no directive', () => {
    expect(() => parsed('[Service]\nExecStart\n')).toThrow('not a directive');
  });
});
