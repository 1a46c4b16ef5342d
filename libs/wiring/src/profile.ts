import type { Settings } from '@sunledger/settings';

/** What decides which stores an office runs on. */
export type StoreSettings = Pick<
  Settings,
  | 'dataDirectory'
  | 'masterKeyFile'
  | 'policyFile'
  | 'eventsUrl'
  | 'eventsNamespace'
  | 'readModelsUrl'
  | 'keysUrl'
>;

/** What decides which stores and carriers a whole installation runs on. */
export type ProfileSettings = StoreSettings & Pick<Settings, 'jobsUrl' | 'roles'>;

/** The embedded profile: everything in the data directory, one process. */
export const embeddedStores = (dataDirectory: string): StoreSettings => ({
  dataDirectory,
  masterKeyFile: '',
  policyFile: '',
  eventsUrl: '',
  eventsNamespace: 'sunledger',
  readModelsUrl: '',
  keysUrl: '',
});

/** Parts that cannot work with each other, by what they would lose. */
export type ProfileFaultCode =
  'keys-without-server' | 'keys-with-read-models' | 'roles-without-server';

/** Why parts that were chosen one by one cannot work together. */
export interface ProfileFault {
  readonly code: ProfileFaultCode;
  /** A sentence an operator can act on. */
  readonly sentence: string;
}

/** The chosen parts cannot work together; nothing was opened. */
export class ProfileRefused extends Error {
  override readonly name = 'ProfileRefused';
  readonly code: ProfileFaultCode;

  constructor(readonly faults: readonly [ProfileFault, ...ProfileFault[]]) {
    super(faults.map(({ sentence }) => sentence).join('\n'));
    this.code = faults[0].code;
  }
}

/** Host, port and name of a database; what stands after them does not make it another one. */
const databaseOf = (url: string): string => {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
};

/** Every reason why these parts cannot work together; none for a profile that can start. */
export function profileFaults(
  settings: StoreSettings & Partial<Pick<ProfileSettings, 'jobsUrl' | 'roles'>>,
): readonly ProfileFault[] {
  const { eventsUrl, readModelsUrl, keysUrl, jobsUrl = '', roles } = settings;
  const faults: ProfileFault[] = [];
  if (eventsUrl !== '' && keysUrl === '') {
    const sentence =
      '日志在 KurrentDB 时，个人信息的密钥不能放在本机文件里：请设置 SUNLEDGER_KEYS_URL（另一个 PostgreSQL 数据库）。';
    faults.push({ code: 'keys-without-server', sentence });
  }
  if (keysUrl !== '' && readModelsUrl !== '' && databaseOf(keysUrl) === databaseOf(readModelsUrl)) {
    const sentence =
      '密钥与查询表不能在同一个数据库：查询表可以随时清空重建，密钥丢失则个人信息永久不可读。请让 SUNLEDGER_KEYS_URL 与 SUNLEDGER_READ_MODELS_URL 指向不同的数据库。';
    faults.push({ code: 'keys-with-read-models', sentence });
  }
  const apart = roles === 'api' || roles === 'worker';
  if (apart && [eventsUrl, readModelsUrl, jobsUrl].includes('')) {
    const sentence =
      'api 与 worker 分开运行时，日志、查询表和任务队列都要在服务器上：请设置 SUNLEDGER_EVENTS_URL、SUNLEDGER_READ_MODELS_URL 和 SUNLEDGER_JOBS_URL，或让 SUNLEDGER_ROLES 保持 api,worker。';
    faults.push({ code: 'roles-without-server', sentence });
  }
  return faults;
}

/**
 * Lets a profile pass whose parts can work together.
 * @throws ProfileRefused
 */
export function demandProfile(settings: Parameters<typeof profileFaults>[0]): void {
  const [first, ...others] = profileFaults(settings);
  if (first !== undefined) throw new ProfileRefused([first, ...others]);
}
