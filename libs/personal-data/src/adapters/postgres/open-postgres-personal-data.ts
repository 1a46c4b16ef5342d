import { Pool } from 'pg';

import { KeysUnavailable, MasterKeyRefused } from '../../errors';
import { PersonalDataSafe } from '../../personal-data-safe';
import { openMasterKeyFile } from '../key-file/master-key-file';
import type { OpenedPersonalData } from '../opened-personal-data';
import {
  PostgresCaseKeys,
  postgresMasterKeyCheck,
  prepareCaseKeyTables,
} from './postgres-case-keys';

export interface PostgresPersonalDataOptions {
  /** A database for keys alone, `postgres://…`; its backups are as precious as those of the log. */
  readonly url: string;
  /** Made at the first start; every process of an installation has the same file. */
  readonly masterKeyPath: string;
}

/** Connections of one process at most. */
const connectionCountMax = 4;

/**
 * Opens the personal data whose keys are kept in PostgreSQL.
 * @throws MasterKeyRefused – the system must not start; KeysUnavailable.
 */
export async function openPostgresPersonalData({
  url,
  masterKeyPath,
}: PostgresPersonalDataOptions): Promise<OpenedPersonalData> {
  const pool = new Pool({ connectionString: url, max: connectionCountMax });
  // A connection that breaks while idle is replaced by the pool; unheard, it would end the process.
  pool.on('error', () => undefined);
  try {
    await prepareCaseKeyTables(pool);
    const masterKey = await openMasterKeyFile(masterKeyPath, await postgresMasterKeyCheck(pool));
    const keys = new PostgresCaseKeys(pool, masterKey);
    return {
      safe: new PersonalDataSafe(keys, masterKey),
      wrapped: keys,
      masterKeyCheck: masterKey.checkValue(),
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end();
    if (error instanceof MasterKeyRefused) throw error;
    throw new KeysUnavailable({ cause: error });
  }
}
