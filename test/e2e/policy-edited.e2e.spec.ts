import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { commandLine, demandBuild } from './killed-child';
import { StartedProcess } from './started-process';

// Processes of their own; a loaded machine needs its time.
jest.setTimeout(120_000);

describe('a system in a folder that runs', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sunledger-policy-'));
  const environment = { SUNLEDGER_DATA: join(directory, 'data') };
  let system: StartedProcess;
  beforeAll(async () => {
    demandBuild();
    system = await StartedProcess.start(environment);
    await system.ready();
  });
  afterAll(async () => {
    await system.end('SIGTERM');
    rmSync(directory, { recursive: true, force: true });
  });

  const command = (variables: object, ...parameters: readonly string[]) => {
    const { port } = new URL(system.url);
    const env = { ...process.env, ...environment, SUNLEDGER_PORT: port, ...variables };
    const ran = spawnSync(process.execPath, [commandLine, ...parameters], {
      env,
      encoding: 'utf8',
    });
    return { code: ran.status, err: ran.stderr };
  };

  it('keeps its lists when its policy file is edited and a command is given', async () => {
    expect(command({}, 'agency', 'add', 'taiping', '--name', '太平镇人民政府').code).toBe(0);
    const policy = join(directory, 'data', 'policy.json');
    writeFileSync(policy, JSON.stringify({ closedOn: 'signed' }));
    for (const parameters of [['agency', 'list'], ['rebuild']]) {
      const refused = command({}, ...parameters);
      expect(refused.code).toBe(1);
      expect(refused.err).toContain('未办理（read-models-in-use）');
      expect(refused.err).toContain('重新启动系统');
    }
    const backup = command({}, 'backup', join(directory, 'backups'));
    expect(backup.code).toBe(0);
    expect(backup.err).toContain('本次备份不含报告摘要');
    await system.post('/api/v1/agencies', { on: '2025-01-02', code: 'anle', name: '安乐镇' });
    await system.until('/api/v1/agencies', (text) => text.includes('anle'));
    await system.until('/api/v1/agencies/taiping', (_text, status) => status === 200);
    rmSync(policy);
    expect(command({}, 'rebuild').code).toBe(0);
  });

  it('says at its start which variables it does not know', () => {
    // It does not come so far as to listen.
    const variables = { SUNLEDGER_HOST: '0.0.0.0', SUNLEDGER_PROT: '3210', SUNLEDGER_DATA: '' };
    const { err } = command({ ...variables, SUNLEDGER_DATA: join(directory, 'other') }, 'start');
    expect(err).toContain(
      '注意：环境变量 SUNLEDGER_PROT 不是本系统的设置，未予采用；是否应为 SUNLEDGER_PORT？',
    );
    expect(err).toContain('host-not-loopback');
  });
});
