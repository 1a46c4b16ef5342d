const MEBIBYTE = 1024 * 1024;

/**
 * Every bound on what a ledger file may ask of this machine. A file beyond one of them is refused
 * with a sentence that names the bound; nothing of it is kept.
 */
export const ledgerLimits = {
  /** Size of the file as it lies on disk, in bytes. */
  fileBytesMax: 64 * MEBIBYTE,
  /** Rows below the header, blank lines not counted. */
  rowCountMax: 200_000,
  /** Columns, unknown ones included. */
  columnCountMax: 100,
  /** Length of one cell in UTF-16 code units; Excel itself holds no more. */
  cellCharactersMax: 32_767,
  /** Length of one CSV record, so that a forgotten quote cannot swallow the file into memory. */
  csvRecordCharactersMax: MEBIBYTE,
  /** Entries in the archive that an .xlsx file is. */
  archiveEntryCountMax: 1_000,
  /** Size of all parts of an .xlsx once unpacked, in bytes. */
  unpackedBytesMax: 256 * MEBIBYTE,
  /** Unpacked size divided by packed size; a workbook reaches 20 or so, a zip bomb 1,000. */
  unpackedRatioMax: 200,
  /** Below this unpacked size, in bytes, the ratio is not judged: small parts pack very well. */
  unpackedRatioJudgedFromBytes: 8 * MEBIBYTE,
  /** The last row Excel itself can number. */
  sheetRowNumberMax: 1_048_576,
  /** Faults named one by one; further ones are only counted. */
  faultCountListedMax: 1_000,
  /** Rows named in one warning; further ones are only counted. */
  warningRowsListedMax: 100,
  /** Rows between two reports of progress. */
  progressRowCount: 1_000,
} as const;

/** A size in the words of a clerk, e.g. `64 MiB`. */
export const inMebibytes = (bytes: number): string => `${Math.round(bytes / MEBIBYTE)} MiB`;
