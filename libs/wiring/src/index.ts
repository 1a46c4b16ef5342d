export {
  openOffice,
  type OpenOffice,
  type OpenOptions,
  PolicyFaulty,
  policyPathOf,
  readPolicy,
} from './open-office';
export { logFileName, readModelFileName } from './open-stores';
export {
  demandProfile,
  embeddedStores,
  profileFaults,
  type ProfileFault,
  type ProfileFaultCode,
  ProfileRefused,
  type ProfileSettings,
  type StoreSettings,
} from './profile';
export { demandNewestKeys } from './demand-keys';
export { openLogFile } from './open-log-file';
export {
  demandMasterKey,
  hasMasterKey,
  type MovableKeys,
  type MovableStores,
  openMovableStores,
  policyTextOf,
  rebuildReadModels,
} from './open-moving-stores';
export {
  type JobFiles,
  openJobBoard,
  type OpenJobBoard,
  openJobFiles,
  openJobs,
} from './open-jobs';
export { metricReadersOf, readyPartsOf } from './operation';
export { openNotification, type OpenNotification } from './open-notification';
