import { FileInterceptor } from '@nestjs/platform-express';
import { Type } from '@sinclair/typebox';
import { ledgerLimits } from '@sunledger/ledger';

/** What every way of sending a ledger is told with it. */

export const ledgerKind = Type.Union([Type.Literal('requests'), Type.Literal('remedies')], {
  description: 'requests（申请，缺省）或 remedies（复议、诉讼）',
});

export const ledgerAgency = Type.String({
  minLength: 1,
  maxLength: 100,
  description: '台账所属机关',
});

/** As a form's file, or as the bare body. */
export const ledgerMediaTypes = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'multipart/form-data',
] as const;

/** Takes the file of a form, no larger than a ledger may be. */
export const ledgerFile = () =>
  FileInterceptor('file', { limits: { fileSize: ledgerLimits.fileBytesMax, files: 1 } });
