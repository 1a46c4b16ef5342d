import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { LedgerFault } from '../faults';
import { inMebibytes, ledgerLimits } from '../limits';

/** Parts of a workbook by their path in the archive, unpacked. */
export type WorkbookParts = ReadonlyMap<string, Buffer>;

export const damagedWorkbook: LedgerFault = {
  code: 'workbook-damaged',
  message: '工作簿已损坏或不合规范；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。',
};

const refusalOf = (entries: readonly Entry[], packedBytes: number): LedgerFault | undefined => {
  if (entries.some((entry) => entry.isEncrypted())) {
    return { code: 'encrypted-workbook', message: '工作簿已加密，无法读取；请取消密码后另存。' };
  }
  const unpacked = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (unpacked > ledgerLimits.unpackedBytesMax) {
    const bound = inMebibytes(ledgerLimits.unpackedBytesMax);
    return {
      code: 'archive-too-large',
      message: `工作簿解压后有 ${inMebibytes(unpacked)}，超过上限 ${bound}；请拆分或改存为 CSV UTF-8。`,
    };
  }
  const ratio = unpacked / packedBytes;
  if (
    unpacked > ledgerLimits.unpackedRatioJudgedFromBytes &&
    ratio > ledgerLimits.unpackedRatioMax
  ) {
    return {
      code: 'archive-ratio-too-high',
      message: `工作簿的压缩比异常（${Math.round(ratio)} 倍，上限 ${ledgerLimits.unpackedRatioMax} 倍），不予解压。`,
    };
  }
  return undefined;
};

const listEntries = async (archive: ZipFile): Promise<Entry[] | LedgerFault> => {
  const entries: Entry[] = [];
  for await (const entry of archive.eachEntry()) {
    entries.push(entry);
    if (entries.length > ledgerLimits.archiveEntryCountMax) {
      return {
        code: 'archive-too-many-entries',
        message: `工作簿内的部件多于 ${ledgerLimits.archiveEntryCountMax} 个，不是正常的台账。`,
      };
    }
  }
  return entries;
};

const unpackEntry = async (archive: ZipFile, entry: Entry): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  // The reader itself breaks off as soon as an entry yields more bytes than it declared.
  for await (const chunk of await archive.openReadStreamPromise(entry)) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
};

/**
 * Opens the archive that an .xlsx is, judges it by its central directory before a byte is unpacked,
 * and unpacks the parts that `wanted` names.
 */
export const unpackWorkbook = async (
  bytes: Buffer,
  wanted: (unpacked: WorkbookParts) => readonly string[],
): Promise<WorkbookParts | LedgerFault> => {
  try {
    const archive = await fromBufferPromise(bytes);
    const entries = await listEntries(archive);
    if (!Array.isArray(entries)) return entries;
    const refusal = refusalOf(entries, bytes.length);
    if (refusal !== undefined) return refusal;
    const byName = new Map(entries.map((entry) => [entry.fileName, entry]));
    if (byName.size !== entries.length) return damagedWorkbook;

    const parts = new Map<string, Buffer>();
    // Twice: the first parts say where the others are.
    for (let round = 0; round < 2; round += 1) {
      for (const name of wanted(parts)) {
        const entry = byName.get(name);
        if (entry !== undefined && !parts.has(name)) {
          parts.set(name, await unpackEntry(archive, entry));
        }
      }
    }
    return parts;
  } catch {
    return damagedWorkbook;
  }
};

const LOCAL_HEADER_BYTES = 30;
const CENTRAL_HEADER_BYTES = 46;
const END_RECORD_BYTES = 22;

/** The fields that local and central header have in common; time stamps are left at zero. */
const writeCommonFields = (header: Buffer, at: number, part: Buffer, nameLength: number): void => {
  header.writeUInt16LE(20, at); // version 2.0
  header.writeUInt32LE(crc32(part), at + 10);
  header.writeUInt32LE(part.length, at + 14);
  header.writeUInt32LE(part.length, at + 18);
  header.writeUInt16LE(nameLength, at + 22);
};

/**
 * Puts inspected parts into a new archive without compression. The workbook reader unpacks by the local
 * headers of an archive, which a hostile file can make differ from the central directory judged above;
 * so it is never given the file as it came, only what was inspected.
 */
export const packParts = (parts: WorkbookParts): Buffer => {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, part] of parts) {
    const name = Buffer.from(path);
    const local = Buffer.alloc(LOCAL_HEADER_BYTES);
    local.writeUInt32LE(0x04034b50, 0);
    writeCommonFields(local, 4, part, name.length);
    const central = Buffer.alloc(CENTRAL_HEADER_BYTES);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    writeCommonFields(central, 6, part, name.length);
    central.writeUInt32LE(offset, 42);
    body.push(local, name, part);
    directory.push(central, name);
    offset += local.length + name.length + part.length;
  }
  const end = Buffer.alloc(END_RECORD_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, ...directory, end]);
};
