import { OfficeUnderTest } from '@sunledger/disclosure-office/testing';

import { warnOfSilentMail } from './silent-mail';

/** What was warned of, by the facts of each line. */
async function warningsOf(office: OfficeUnderTest['office']): Promise<readonly object[]> {
  const lines: object[] = [];
  const silent = () => undefined;
  const warn = (event: string, facts?: object) => void lines.push({ event, ...facts });
  await warnOfSilentMail({ office, log: { debug: silent, info: silent, warn, error: silent } });
  return lines;
}

it('tells operators at the start whose mails nobody can send', async () => {
  const under = await OfficeUnderTest.start('2026-03-02T02:00:00.000Z');
  try {
    const { accounts } = under.office;
    await under.addAgency('sunvale', '阳光镇人民政府');
    for (const accountId of ['wang', 'zhao']) {
      const account = { accountId, agency: 'sunvale', name: '王敏', role: 'clerk' } as const;
      await accounts.open(account, under.context());
    }
    expect(await warningsOf(under.office)).toEqual([]);
    const contact = { mail: 'wang@sunvale.example.cn' };
    await accounts.setPreferences(
      'wang',
      { channels: { red: ['mail'] }, contact },
      under.context(),
    );
    const [line, ...others] = await warningsOf(under.office);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ event: 'mail-not-set-up', accountCount: 1, accounts: ['wang'] });
    expect(JSON.stringify(line)).toContain('SUNLEDGER_SMTP_URL');
    expect(JSON.stringify(line)).not.toContain('@sunvale');
  } finally {
    await under.close();
  }
});
