import { areFaults, readSettings, settingDescriptions, withSecretFiles } from './settings';

describe('settings', () => {
  it('has a default for everything', () => {
    expect(readSettings({})).toEqual({
      dataDirectory: './data',
      masterKeyFile: '',
      policyFile: '',
      exportsDirectory: '',
      eventsUrl: '',
      eventsNamespace: 'sunledger',
      readModelsUrl: '',
      keysUrl: '',
      jobsUrl: '',
      roles: 'api,worker',
      host: '127.0.0.1',
      port: 3210,
      actor: 'local',
      proxySecretFile: '',
      allowedHosts: '',
      metricsTokenFile: '',
      logLevel: 'warn',
      drainMs: 0,
      publicUrl: '',
      smtpUrl: '',
      mailFrom: 'sunledger@localhost',
      webhookAllowPrivate: false,
    });
  });

  it('reads text and numbers from the environment', () => {
    expect(readSettings({ SUNLEDGER_DATA: '/srv/ledger', SUNLEDGER_PORT: '8080' })).toMatchObject({
      dataDirectory: '/srv/ledger',
      port: 8080,
    });
  });

  it('reports every fault at once, by variable', () => {
    const answer = readSettings({ SUNLEDGER_PORT: 'eighty', SUNLEDGER_HOST: '' });
    expect(areFaults(answer) && answer.map(({ variable }) => variable)).toEqual(['SUNLEDGER_PORT']);
    const twice = readSettings({ SUNLEDGER_PORT: '99999' });
    expect(areFaults(twice)).toBe(true);
  });

  it('refuses an address of another kind and says what it should be', () => {
    const answer = readSettings({
      SUNLEDGER_EVENTS_URL: 'mysql://host',
      SUNLEDGER_ROLES: 'clerk',
      SUNLEDGER_MAIL_FROM: '阳光台账',
    });
    expect(answer).toEqual([
      {
        variable: 'SUNLEDGER_EVENTS_URL',
        message: '应为 kurrentdb:// 或 esdb:// 开头的地址，或留空',
      },
      { variable: 'SUNLEDGER_ROLES', message: '应为 api、worker 或 api,worker' },
      {
        variable: 'SUNLEDGER_MAIL_FROM',
        message: '应为 name@example.cn 或 阳光台账 <name@example.cn>',
      },
    ]);
  });

  it('takes what may hold a password from a file, and nothing else', () => {
    const files: Record<string, string> = { '/run/secrets/events': 'kurrentdb://a:b@node\n' };
    const read = (path: string): string => {
      const text = files[path];
      if (text === undefined) throw new Error(`no ${path}`);
      return text;
    };
    const given = {
      SUNLEDGER_EVENTS_URL_FILE: '/run/secrets/events',
      SUNLEDGER_HOST_FILE: '/etc/hostname',
    };
    expect(withSecretFiles(given, read)).toEqual({
      ...given,
      SUNLEDGER_EVENTS_URL: 'kurrentdb://a:b@node',
    });
    const missing = withSecretFiles({ SUNLEDGER_JOBS_URL_FILE: '/nowhere' }, read);
    expect(missing).toEqual([{ variable: 'SUNLEDGER_JOBS_URL_FILE', message: 'no /nowhere' }]);
  });

  it('describes every setting', () => {
    expect(settingDescriptions.every(({ description }) => description.length > 10)).toBe(true);
    expect(settingDescriptions.map(({ variable }) => variable)).toContain('SUNLEDGER_DATA');
  });
});
