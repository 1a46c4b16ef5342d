export {
  logFileName,
  openOffice,
  type OpenOffice,
  type OpenOptions,
  PolicyFaulty,
  readModelFileName,
  readPolicy,
} from './open-office';
export { openLogFile } from './open-log-file';
