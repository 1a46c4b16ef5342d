export { cuttableDatabase, type CuttableDatabase } from './cuttable-database';
export { cuttableLink, type CuttableLink } from './cuttable-link';
export { aborted, Door, eventually } from './eventually';
export { describeJobBoard } from './job-board-contract';
export {
  type CarrierKind,
  type JobPlace,
  type JobPlaceOptions,
  openJobPlace,
  type OpenedBoard,
} from './job-place';
export { crowd, errand, hurried, oneChance, shortLease } from './sample-kinds';
export {
  dropPrefix,
  sharedRedis,
  temporaryRedisServer,
  type TemporaryRedisServer,
} from './temporary-redis';
