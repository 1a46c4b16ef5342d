import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

/** @param expected what a good value looks like, told to the operator when it is not. */
const env = (variable: string, description: string, expected?: string) => ({
  variable,
  description,
  ...(expected === undefined ? {} : { expected }),
});

/** A setting that may hold a password: its variable with `_FILE` added names a file with the value. */
const secret = (variable: string, description: string, expected: string) => ({
  ...env(variable, `${description} Or \`${variable}_FILE\` with the value in a file.`, expected),
  secret: true,
});

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
  exportsDirectory: Type.String({
    default: '',
    ...env(
      'SUNLEDGER_EXPORTS',
      'Directory of finished exports; empty means `exports` in the data directory. Where `api` and `worker` run apart, both must see the same directory: one writes exports there, the other hands them out.',
    ),
  }),
  eventsUrl: Type.String({
    default: '',
    pattern: '^$|^(kurrentdb|kurrentdb\\+discover|esdb|esdb\\+discover)://',
    ...secret(
      'SUNLEDGER_EVENTS_URL',
      'Where events are kept: empty means the SQLite file of the data directory, `kurrentdb://…` or `esdb://…` a KurrentDB cluster (≥ 25.1).',
      '应为 kurrentdb:// 或 esdb:// 开头的地址，或留空',
    ),
  }),
  eventsNamespace: Type.String({
    default: 'sunledger',
    pattern: '^[A-Za-z0-9_-]{1,40}$',
    ...env(
      'SUNLEDGER_EVENTS_NAMESPACE',
      'Begins the name of every stream on KurrentDB, so that two installations can share a cluster. Never change it.',
      '应为 1 至 40 个字母、数字、下划线或连字符',
    ),
  }),
  readModelsUrl: Type.String({
    default: '',
    pattern: '^$|^postgres(ql)?://',
    ...secret(
      'SUNLEDGER_READ_MODELS_URL',
      'Where read models are kept: empty means a SQLite file in the data directory, `postgres://…` a PostgreSQL database (≥ 15). May be wiped at any time.',
      '应为 postgres:// 开头的地址，或留空',
    ),
  }),
  keysUrl: Type.String({
    default: '',
    pattern: '^$|^postgres(ql)?://',
    ...secret(
      'SUNLEDGER_KEYS_URL',
      'Where the wrapped keys of cases are kept: empty means the SQLite file of the log, `postgres://…` a PostgreSQL database other than that of the read models. Never wipe it.',
      '应为 postgres:// 开头的地址，或留空',
    ),
  }),
  jobsUrl: Type.String({
    default: '',
    pattern: '^$|^rediss?://',
    ...secret(
      'SUNLEDGER_JOBS_URL',
      'What carries jobs: empty means this process, `redis://…` BullMQ on Redis. May be wiped at any time.',
      '应为 redis:// 或 rediss:// 开头的地址，或留空',
    ),
  }),
  roles: Type.String({
    default: 'api,worker',
    pattern: '^(api|worker|api,worker|worker,api)$',
    ...env(
      'SUNLEDGER_ROLES',
      'What `start` runs: `api` answers clerks, `worker` projects, reminds and runs jobs. Apart only where events, read models and jobs are servers.',
      '应为 api、worker 或 api,worker',
    ),
  }),
  host: Type.String({
    default: '127.0.0.1',
    ...env(
      'SUNLEDGER_HOST',
      'Address to listen on; loopback only, unless a proxy that authenticates stands before it (`SUNLEDGER_PROXY_SECRET_FILE`).',
    ),
  }),
  port: Type.Integer({
    default: 3210,
    minimum: 0,
    maximum: 65_535,
    ...env(
      'SUNLEDGER_PORT',
      'TCP port to listen on; 0 takes a free one.',
      '应为 0 至 65535 的整数',
    ),
  }),
  actor: Type.String({
    default: 'local',
    minLength: 1,
    ...env('SUNLEDGER_ACTOR', 'Who is logged as the actor of commands given on the command line.'),
  }),
  proxySecretFile: Type.String({
    default: '',
    ...env(
      'SUNLEDGER_PROXY_SECRET_FILE',
      'File with the secret that a proxy which authenticates people sends along; only with it may the system listen on other than loopback addresses.',
    ),
  }),
  allowedHosts: Type.String({
    default: '',
    ...env(
      'SUNLEDGER_ALLOWED_HOSTS',
      'Host names, separated by commas, under which people ask for the system through the proxy.',
    ),
  }),
  metricsTokenFile: Type.String({
    default: '',
    ...env(
      'SUNLEDGER_METRICS_TOKEN_FILE',
      'File with the bearer token for `/metrics`; empty answers loopback and the proxy alone.',
    ),
  }),
  logLevel: Type.String({
    default: 'warn',
    pattern: '^(debug|info|warn|error)$',
    ...env(
      'SUNLEDGER_LOG_LEVEL',
      'Least level of the log lines on standard error; `info` logs every request, without its content.',
      '应为 debug、info、warn 或 error',
    ),
  }),
  drainMs: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 600_000,
    ...env(
      'SUNLEDGER_DRAIN_MS',
      'Milliseconds between “not ready” and the end of listening at a stop, for load balancers.',
      '应为 0 至 600000 的整数（毫秒）',
    ),
  }),
  publicUrl: Type.String({
    default: '',
    pattern: '^$|^https?://',
    ...env(
      'SUNLEDGER_PUBLIC_URL',
      'Address under which people reach the system, for links in reminders; empty leaves links out.',
      '应为 http:// 或 https:// 开头的地址，或留空',
    ),
  }),
  smtpUrl: Type.String({
    default: '',
    pattern: '^$|^smtps?://',
    ...secret(
      'SUNLEDGER_SMTP_URL',
      'Mail server for reminders, `smtp://user:password@host:587` or `smtps://…`; empty means no mail is sent.',
      '应为 smtp:// 或 smtps:// 开头的地址，或留空',
    ),
  }),
  mailFrom: Type.String({
    default: 'sunledger@localhost',
    pattern: '@[A-Za-z0-9.-]+>?\\s*$',
    ...env(
      'SUNLEDGER_MAIL_FROM',
      'Sender of reminders by mail.',
      '应为 name@example.cn 或 阳光台账 <name@example.cn>',
    ),
  }),
  webhookAllowPrivate: Type.Boolean({
    default: false,
    ...env(
      'SUNLEDGER_WEBHOOK_ALLOW_PRIVATE',
      'Whether webhooks may point to plain HTTP and to addresses of the internal network.',
    ),
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
  /** What a good value looks like, in Chinese; undefined where any text will do. */
  readonly expected: string | undefined;
  /** May hold a password, so it may come from a file and is never printed. */
  readonly secret: boolean;
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
  expected: 'expected' in schema ? String(schema.expected) : undefined,
  secret: 'secret' in schema,
}));

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment with the content of files put where `…_FILE` names one.
 * @param readFile reads a file as text; a fault of it becomes a fault of the setting.
 */
export function withSecretFiles(
  environment: Environment,
  readFile: (path: string) => string,
): Environment | readonly SettingFault[] {
  const found: Record<string, string> = {};
  const faults: SettingFault[] = [];
  for (const { variable, secret: mayBeFile } of settingDescriptions) {
    const path = mayBeFile ? environment[`${variable}_FILE`] : undefined;
    if (path === undefined || path === '') continue;
    try {
      found[variable] = readFile(path).trim();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      faults.push({ variable: `${variable}_FILE`, message });
    }
  }
  return faults.length > 0 ? faults : { ...environment, ...found };
}

/**
 * Reads the settings from the environment, once, at start.
 * @returns the settings, or every fault in them at once.
 */
export function readSettings(environment: Environment): Settings | readonly SettingFault[] {
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
    return { variable: described?.variable ?? path, message: described?.expected ?? message };
  });
}

/** Tells faults from settings. */
export const areFaults = <Read>(
  answer: Read | readonly SettingFault[],
): answer is readonly SettingFault[] => Array.isArray(answer);
