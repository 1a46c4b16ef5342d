import type { GroupCommit } from '@sunledger/sqlite';

import { PersonalDataSafe } from '../../personal-data-safe';
import { openMasterKeyFile } from '../key-file/master-key-file';
import { SqliteCaseKeys, sqliteMasterKeyCheck } from './sqlite-case-keys';

export interface PersonalDataOptions {
  /** The connection of the log: keys and events are in one file and share its transactions. */
  readonly group: GroupCommit;
  /** Outside the directory of the data files; made at the first start. */
  readonly masterKeyPath: string;
}

/**
 * Opens the personal data kept beside a log.
 * @throws MasterKeyRefused – the system must not start.
 */
export const openPersonalData = async ({
  group,
  masterKeyPath,
}: PersonalDataOptions): Promise<PersonalDataSafe> => {
  const masterKey = await openMasterKeyFile(masterKeyPath, sqliteMasterKeyCheck(group));
  return new PersonalDataSafe(new SqliteCaseKeys(group, masterKey), masterKey);
};
