export { type BullmqJobOptions, openBullmqJobs } from './adapters/bullmq/bullmq-jobs';
export { type InProcessJobOptions, openInProcessJobs } from './adapters/in-process/in-process-jobs';
export { decideJob, type JobDecision } from './decide-job';
export { type Job, type JobAttempt, type JobProgress, type JobState, jobStates } from './job';
export {
  type EnqueueOptions,
  type JobBoard,
  type JobCount,
  JobDataInvalid,
  type JobPage,
  type JobQuestion,
  type JobRefusal,
  type JobSchedule,
  type JobWorker,
  officeTimeZone,
  type ScheduleOptions,
  type ScheduleTime,
} from './job-board';
export {
  handle,
  type JobContext,
  JobFailed,
  type JobHandler,
  type StopReason,
} from './job-handler';
export { type BackOff, defineJobKind, type JobKind } from './job-kind';
export type { JobLog, JobRemark } from './job-log';
export type { JobOptions } from './job-options';
export { jobRefusalSentence, jobStateLabels, toldJob } from './job-words';
export {
  compareReadModels,
  deliverReminder,
  discardUploads,
  exportFileName,
  exportFileNamePattern,
  exportLog,
  freezeReport,
  importLedger,
  issueReminders,
  officeJobs,
  officeSchedules,
  rebuildReadModels,
  scheduleOfficeJobs,
} from './office-jobs';
export { SecondJobHandler } from './recorded-job-board';
export { type Upload, type UploadOptions, Uploads } from './uploads/uploads';
