import { settingDescriptions, unknownVariables } from '@sunledger/settings';

const named = (...names: readonly string[]) =>
  unknownVariables(Object.fromEntries(names.map((name) => [name, 'x'])));

describe('variables that look like settings', () => {
  it('are unknown where their names are misspelt, and the nearest setting is named', () => {
    expect(named('SUNLEDGER_PROT', 'SUNLEDGER_READ_MODEL_URL', 'sunledger_data')).toEqual([
      { variable: 'SUNLEDGER_PROT', nearest: 'SUNLEDGER_PORT' },
      { variable: 'SUNLEDGER_READ_MODEL_URL', nearest: 'SUNLEDGER_READ_MODELS_URL' },
      { variable: 'sunledger_data', nearest: 'SUNLEDGER_DATA' },
    ]);
  });

  it('are unknown where no file may hold the value, or nothing is near', () => {
    expect(named('SUNLEDGER_PORT_FILE', 'SUNLEDGER_COLOUR_OF_THE_ROOF')).toEqual([
      { variable: 'SUNLEDGER_COLOUR_OF_THE_ROOF', nearest: undefined },
      { variable: 'SUNLEDGER_PORT_FILE', nearest: 'SUNLEDGER_PORT' },
    ]);
  });

  it('are known where they are settings, files of secrets, or chosen before there are settings', () => {
    const all = settingDescriptions.map(({ variable }) => variable);
    expect(named(...all, 'SUNLEDGER_KEYS_URL_FILE', 'SUNLEDGER_SQLITE_DRIVER')).toEqual([]);
    expect(named('SUNLEDGER_TEST_POSTGRES', 'PATH', 'OTEL_SERVICE_NAME')).toEqual([]);
  });
});
