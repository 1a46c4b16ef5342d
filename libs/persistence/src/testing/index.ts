export {
  temporaryPostgres,
  type TemporaryPostgres,
  temporaryPostgresServer,
  type TemporaryPostgresServer,
} from './temporary-postgres';
export {
  type DatabaseKind,
  databaseKinds,
  temporaryReadModels,
  type TemporaryReadModels,
} from './temporary-read-models';
export { temporaryServer, type TemporaryServer } from './temporary-server';
