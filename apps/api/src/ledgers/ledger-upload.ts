import { Injectable } from '@nestjs/common';

import type { Incoming } from '../http/exchange';
import { ProblemError, problemOf } from '../http/problem';

/** A file as the multipart parser keeps it. */
export interface UploadedFile {
  readonly originalname: string;
  readonly buffer: Uint8Array;
}

export interface Upload {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Uploads at a time; each is held in memory as a whole. */
const uploadCountMax = 2;

/** Room for so many uploads at a time, whatever is to be done with them. */
@Injectable()
export class UploadPlaces {
  private taken = 0;

  /** @throws ProblemError when there is no room now. */
  async within<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.taken >= uploadCountMax) {
      throw new ProblemError(problemOf(503, 'imports-running', '正在导入其他台账，请稍后再试。'));
    }
    this.taken += 1;
    try {
      return await work();
    } finally {
      this.taken -= 1;
    }
  }
}

const extensions: Readonly<Record<string, string>> = {
  'text/csv': 'csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

/** The ledger that was sent: as a form's file, or as the bare body with its media type. */
export async function uploadOf(
  request: Incoming,
  file: UploadedFile | undefined,
  bytesMax: number,
): Promise<Upload> {
  if (file !== undefined) {
    // The form parser reads names as Latin-1; browsers send UTF-8.
    const fileName = Buffer.from(file.originalname, 'latin1').toString('utf8');
    return { fileName, bytes: file.buffer };
  }
  const mediaType = request.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const extension = extensions[mediaType];
  if (extension === undefined) {
    throw new ProblemError(
      problemOf(
        415,
        'content-type-unsupported',
        '请以表单的 file 项上传，或以 text/csv、.xlsx 的内容类型直接发送台账文件。',
        { accepted: [...Object.keys(extensions), 'multipart/form-data'] },
      ),
    );
  }
  return { fileName: `ledger.${extension}`, bytes: await bodyBytes(request, bytesMax) };
}

async function bodyBytes(request: Incoming, bytesMax: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    // A request that was given no encoding hands over buffers.
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > bytesMax) {
      throw new ProblemError(
        problemOf(413, 'body-too-large', `台账文件不能超过 ${bytesMax} 字节，请分批导入。`, {
          bytesMax,
        }),
      );
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
