import type { MigrationInterface } from 'typeorm';

/** A step of the schema; it says whether `down` brings everything back. */
export interface StatedMigration extends MigrationInterface {
  readonly reversibility: 'reversible' | 'irreversible';
}
