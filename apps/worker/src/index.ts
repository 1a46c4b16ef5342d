export { reminderHandlers } from './reminder-jobs';
export { type RunningWorker, startWorker } from './start-worker';
export { type WorkerParts } from './worker-parts';
