import { crc32, deflateRawSync } from 'node:zlib';

/** One file of an archive made for a test. */
export interface ArchiveEntry {
  readonly path: string;
  readonly content: string | Buffer;
  /** Unpacked size stated in both headers; the true one when left out. */
  readonly declaredSize?: number;
  /** Unpacked size stated in the local header only, against the central directory. */
  readonly localSize?: number;
  /** General purpose flags; 1 says encrypted. */
  readonly flags?: number;
}

/** A deflated archive of the given files, every header under the test's control. */
export const archive = (entries: readonly ArchiveEntry[]): Buffer => {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const packed = deflateRawSync(content);
    const name = Buffer.from(entry.path);
    const fields = (size: number): Buffer => {
      const header = Buffer.alloc(26);
      header.writeUInt16LE(20, 0);
      header.writeUInt16LE(entry.flags ?? 0, 2);
      header.writeUInt16LE(8, 4);
      header.writeUInt32LE(crc32(content), 10);
      header.writeUInt32LE(packed.length, 14);
      header.writeUInt32LE(size, 18);
      header.writeUInt16LE(name.length, 22);
      return header;
    };
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      fields(entry.localSize ?? entry.declaredSize ?? content.length),
      name,
      packed,
    ]);
    const trailer = Buffer.alloc(14);
    trailer.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
      fields(entry.declaredSize ?? content.length),
      trailer,
      name,
    );
    body.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, index, end]);
};

const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a workbook around the hand-written rows of its one sheet. */
export const workbookEntries = (
  rowsXml: string,
  { workbookProperties = '' }: { workbookProperties?: string } = {},
): ArchiveEntry[] => [
  {
    path: 'xl/workbook.xml',
    content:
      `<workbook xmlns="${SPREADSHEET}" xmlns:r="${RELATIONS}"><workbookPr ${workbookProperties}/>` +
      '<sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
  },
  {
    path: 'xl/_rels/workbook.xml.rels',
    content:
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
      `<Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  },
  {
    // Style 0 is plain, style 1 the built-in date format 14.
    path: 'xl/styles.xml',
    content:
      `<styleSheet xmlns="${SPREADSHEET}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14" ` +
      'applyNumberFormat="1"/></cellXfs></styleSheet>',
  },
  {
    path: 'xl/worksheets/sheet1.xml',
    content: `<worksheet xmlns="${SPREADSHEET}"><sheetData>${rowsXml}</sheetData></worksheet>`,
  },
];

const COLUMN_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A row of text cells; a cell that starts with `<` is taken as its XML, `@` standing for its address. */
export const sheetRow = (rowNumber: number, cells: readonly string[]): string => {
  const xml = cells.map((cell, index) => {
    const address = `${COLUMN_LETTERS[index] ?? ''}${rowNumber}`;
    return cell.startsWith('<')
      ? cell.replace('@', address)
      : `<c r="${address}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  });
  return `<row r="${rowNumber}">${xml.join('')}</row>`;
};
