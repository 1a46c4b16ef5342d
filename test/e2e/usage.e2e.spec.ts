import { dataDirectory, json, sunledger } from './command-line';

// The office runs for real; a loaded machine needs its time.
jest.setTimeout(60_000);

describe('the command line, asked for what it cannot do', () => {
  const { remove } = dataDirectory();
  beforeAll(() => sunledger('demo'));
  afterAll(remove);

  const report = ['report', '--agency', 'taishitun', '--year', '2019'];

  it.each([
    ['an agency that nobody added', ['report', '--agency', 'nowhere', '--year', '2019'], 'nowhere'],
    ['a year before the format', ['report', '--agency', 'taishitun', '--year', '2018'], '2018'],
    ['a cut-off before the year', [...report, '--as-of', '2018-12-31'], '2018-12-31'],
    ['a case that does not exist', ['replay', '2019-0099', '--agency', 'taishitun'], '2019-0099'],
    ['a ledger of an unknown agency', ['import', 'x.csv', '--agency', 'nowhere'], 'agency add'],
    ['a ledger that is not there', ['import', 'x.csv', '--agency', 'taishitun'], '打不开'],
    ['the close of a year that is not over', closing('2999'), '2999'],
    ['the close of an unknown agency', closing('2019', 'nowhere'), 'nowhere'],
    ['a data file that is not there', ['verify', '--file', 'x.db'], 'x.db'],
    ['an export that is not there', ['verify', '--export', 'x.jsonl'], 'x.jsonl'],
    ['a calendar that is not there', ['calendar', 'add', 'x.json'], 'x.json'],
  ])('refuses %s with exit code 1 and says why', async (_case, parameters, said) => {
    const { code, err } = await sunledger(...parameters);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(said) });
    expect(err).toMatch(/未办理（[a-z-]+）：.*[一-龥]/);
  });

  it.each([
    ['a day that does not exist', [...report, '--as-of', '2019-02-30'], '2019-02-30'],
    ['an instant that is none', [...report, '--known-at', 'yesterday'], 'yesterday'],
    ['a year that is none', ['report', '--agency', 'taishitun', '--year', '19'], '19'],
    ['a format that comes later', [...report, '--format', 'pdf'], 'pdf'],
    ['a format that there is not', [...report, '--format', 'txt'], 'txt'],
    ['a kind of ledger that there is not', importing('letters'), 'letters'],
    ['a day for a replay', ['replay', '2019-0001', '--at', '2019-13-01'], '2019-13-01'],
    ['a head that is none', ['verify', '--head', '12'], '12'],
    ['a term without a date', ['deadline', '--received', '4 March'], '4 March'],
    ['a report without an agency', ['report', '--year', '2019'], '--agency'],
    ['an agency without a name', ['agency', 'add', 'town'], '--name'],
    ['a command that there is not', ['annul'], 'annul'],
  ])('does not understand %s: exit code 2', async (_case, parameters, said) => {
    const { code, err } = await sunledger(...parameters);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(said) });
  });

  it('adds an agency once', async () => {
    const add = ['agency', 'add', 'district', '--name', '密云区'];
    expect((await sunledger(...add)).code).toBe(0);
    const again = await sunledger(...add);
    expect(again.code).toBe(1);
    expect(again.err).toContain('district');
    const orphan = ['agency', 'add', 'village', '--name', '某村', '--parent', 'nowhere'];
    expect((await sunledger(...orphan)).code).toBe(1);
    const agencies = await json<readonly { code: string }[]>('agency', 'list', '--json');
    expect(agencies.map(({ code }) => code).sort()).toEqual(['district', 'taishitun']);
  });

  it.each([
    [[]],
    ...['start', 'demo', 'agency', 'import', 'report', 'deadline'].map((name) => [[name]]),
    ...['close-year', 'replay', 'verify', 'export', 'rebuild', 'calendar'].map((name) => [[name]]),
    [['agency', 'add']],
    [['agency', 'list']],
    [['calendar', 'list']],
    [['calendar', 'add']],
  ])('explains %j', async (command: readonly string[]) => {
    const { code, out } = await sunledger(...command, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Usage: ${['sunledger', ...command].join(' ')}`);
    expect(out).toMatch(/[一-龥]/);
  });
});

function closing(year: string, agency = 'taishitun'): readonly string[] {
  return ['close-year', '--agency', agency, '--year', year];
}

function importing(kind: string): readonly string[] {
  return ['import', 'x.csv', '--agency', 'taishitun', '--kind', kind];
}
