/** The board of jobs; null where the API runs without one. */
export const JOBS = Symbol('JobBoard');
