export { filingCommands, filingFacts, givenFiling } from './filing';
export { caseFact, remedyFact } from './facts';
export { seedActiveDisclosure, seedCases } from './seed';
export { derived, requestFor } from './derived';
export { filingReports } from './filing-reports';
