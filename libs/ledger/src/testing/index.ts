export { csv, csvOf, soundRequest } from './ledger-file';
export { faultsOf, readingDay, readRemedies, readRequests, readRequestWith } from './reading';
export { archive, sheetRow, workbookEntries, type ArchiveEntry } from './workbook';
