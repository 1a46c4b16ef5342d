import { areFaults, readSettings, settingDescriptions } from './settings';

describe('settings', () => {
  it('has a default for everything', () => {
    expect(readSettings({})).toEqual({
      dataDirectory: './data',
      masterKeyFile: '',
      policyFile: '',
      host: '127.0.0.1',
      port: 3210,
      actor: 'local',
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

  it('describes every setting', () => {
    expect(settingDescriptions.every(({ description }) => description.length > 10)).toBe(true);
    expect(settingDescriptions.map(({ variable }) => variable)).toContain('SUNLEDGER_DATA');
  });
});
