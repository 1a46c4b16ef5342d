import { RecordsBroken } from '../restore-port';
import { exportLineOf } from './export-lines';
import type { LogRecord } from './log-record';

/**
 * The records of an export, one at a time, up to the line with its head; whether they hold is for
 * `provedRecords` to say.
 * @throws RecordsBroken with `line-unreadable` for a line that is neither an event nor the head.
 */
export async function* exportRecords(
  lines: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<LogRecord, void, void> {
  let lineNumber = 0;
  let length = 0;
  for await (const line of lines) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const said = exportLineOf(line);
    if (said?.head !== undefined) return;
    if (said === undefined) {
      const place = { position: length + 1, sincePosition: length + 1 };
      const detail = `line ${lineNumber} cannot be read`;
      throw new RecordsBroken({ code: 'line-unreadable', ...place, detail });
    }
    length += 1;
    yield said.record;
  }
}
