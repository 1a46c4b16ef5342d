import type { ProjectionFacts } from './projector';

/**
 * `project` keeps the tables up with the log, one process at a time: the others stand by, follow,
 * and take over when that one dies. `follow` never writes.
 */
export type ProjectionRole = 'project' | 'follow';

export interface ProjectionRunnerOptions extends ProjectionFacts {
  /** `project` when left out. */
  readonly role?: ProjectionRole;
  /** Told of every fault of the live projection; it tries again by itself. */
  readonly onFault?: (error: Error) => void;
  /**
   * Asked before tables of another making are replaced by a process that has just been started;
   * yes when left out. For those who may stand beside one that nothing else tells of (SQLite).
   */
  readonly mayReplace?: () => Promise<boolean>;
}
