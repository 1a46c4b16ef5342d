/** The office over its stores, as the API's one source of everything. */
export const OFFICE = Symbol('Office');

/** Where unexpected faults are written, one JSON line each. */
export const FAULT_LOG = Symbol('FaultLog');

/** Takes one line about an unexpected fault; never personal data. */
export type FaultLog = (line: string) => void;
