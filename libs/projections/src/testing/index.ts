export { registered, replied, requestFact, serialNumberGiven } from './facts';
export { type LoggedFact, OfficeLog } from './office-log';
export { randomLog } from './random-log';
export { tableContents } from './table-contents';
