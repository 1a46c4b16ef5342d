import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

const env = (variable: string, description: string) => ({ variable, description });

/** Every setting with its environment variable, default, unit and meaning. */
export const SettingsSchema = Type.Object({
  dataDirectory: Type.String({
    minLength: 1,
    default: './data',
    ...env('SUNLEDGER_DATA', 'Directory of the embedded profile: log, read models, keys, policy.'),
  }),
  masterKeyFile: Type.String({
    default: '',
    ...env(
      'SUNLEDGER_MASTER_KEY_FILE',
      'File of the master key; empty means `keys/master.key` in the data directory. Keep it, and its backup, apart from the log.',
    ),
  }),
  policyFile: Type.String({
    default: '',
    ...env(
      'SUNLEDGER_POLICY',
      'JSON file with policy switches; empty means `policy.json` in the data directory if there is one.',
    ),
  }),
  host: Type.String({
    default: '127.0.0.1',
    ...env('SUNLEDGER_HOST', 'Address to listen on; loopback only until accounts exist.'),
  }),
  port: Type.Integer({
    default: 3210,
    minimum: 0,
    maximum: 65_535,
    ...env('SUNLEDGER_PORT', 'TCP port to listen on; 0 takes a free one.'),
  }),
  actor: Type.String({
    default: 'local',
    minLength: 1,
    ...env('SUNLEDGER_ACTOR', 'Who is logged as the actor of commands given on the command line.'),
  }),
});

export type Settings = Static<typeof SettingsSchema>;

export interface SettingFault {
  readonly variable: string;
  readonly message: string;
}

export interface SettingDescription {
  readonly name: keyof Settings;
  readonly variable: string;
  readonly description: string;
  readonly default: string;
}

/** The settings as a table, for the generated reference. */
export const settingDescriptions: readonly SettingDescription[] = Object.entries(
  SettingsSchema.properties,
).map(([name, schema]) => ({
  // Object.entries forgets that its keys are the keys of the schema.
  name: name as keyof Settings,
  variable: String(schema['variable']),
  description: schema.description ?? '',
  default: String(schema.default),
}));

/**
 * Reads the settings from the environment, once, at start.
 * @returns the settings, or every fault in them at once.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Settings | readonly SettingFault[] {
  const given = Object.fromEntries(
    settingDescriptions.flatMap(({ name, variable }) => {
      const value = environment[variable];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const settings = Value.Convert(SettingsSchema, Value.Default(SettingsSchema, given));
  if (Value.Check(SettingsSchema, settings)) return settings;
  return [...Value.Errors(SettingsSchema, settings)].map(({ path, message }) => {
    const described = settingDescriptions.find(({ name }) => `/${name}` === path);
    return { variable: described?.variable ?? path, message };
  });
}

/** Tells faults from settings. */
export const areFaults = (
  answer: Settings | readonly SettingFault[],
): answer is readonly SettingFault[] => Array.isArray(answer);
