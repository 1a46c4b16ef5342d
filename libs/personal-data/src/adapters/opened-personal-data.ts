import type { PersonalDataSafe } from '../personal-data-safe';
import type { WrappedKeys } from '../wrapped-keys';

/** The personal data of an installation, wherever its keys are. */
export interface OpenedPersonalData {
  readonly safe: PersonalDataSafe;
  /** The keys as backups handle them. */
  readonly wrapped: WrappedKeys;
  /** By which the master key is known again. */
  readonly masterKeyCheck: string;
  close(): Promise<void>;
}
