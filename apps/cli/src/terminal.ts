/** Where a command writes: results to `out`, errors and progress to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** True when somebody is watching, so that progress may redraw its line. */
  readonly interactive: boolean;
}

/** A command that was understood but cannot be done; exit code 1. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';

  constructor(
    readonly code: string,
    message: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** A command that was not understood; exit code 2. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  interactive: process.stderr.isTTY,
};

/** Milliseconds between two lines of progress when nobody watches. */
const quietProgressMs = 2000;

/** Shows how far long work has come: one redrawn line, or a line now and then in a log. */
export function progressLine(terminal: Terminal) {
  let shownAt = 0;
  let shown = '';
  return {
    show(label: string, done: number, total: number): void {
      const share = total === 0 ? 100 : Math.floor((done / total) * 100);
      const text = `${label} ${done}/${total}（${share}%）`;
      if (text === shown) return;
      const now = performance.now();
      const last = done >= total;
      if (terminal.interactive) {
        process.stderr.write(`\r\u001b[K${text}${last ? '\n' : ''}`);
      } else if (last || now - shownAt > quietProgressMs) {
        terminal.err(text);
        shownAt = now;
      }
      shown = text;
    },
  };
}
