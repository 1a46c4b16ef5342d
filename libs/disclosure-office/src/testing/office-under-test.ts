import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  createOffice,
  type Notification,
  type Office,
  type OfficeParts,
} from '@sunledger/disclosure-office';
import type { StoredEvent } from '@sunledger/event-store';
import { embeddedStores, type OpenOffice, openOffice } from '@sunledger/wiring';

/** A real office in a directory of its own, with a clock that can be set. */
export class OfficeUnderTest {
  private constructor(
    private readonly open: OpenOffice,
    readonly directory: string,
    private readonly clock: { now: string },
    private commandCount = 0,
  ) {}

  /** @param now the instant at which the office starts, ISO 8601 in UTC. */
  static async start(now: string): Promise<OfficeUnderTest> {
    const directory = mkdtempSync(join(tmpdir(), 'sunledger-office-'));
    const clock = { now };
    const open = await openOffice(embeddedStores(directory), { now: () => clock.now });
    return new OfficeUnderTest(open, directory, clock);
  }

  get parts(): OfficeParts {
    return this.open.office.parts;
  }

  /** The office over the same stores, with ways for messages to leave it. */
  with(notification: Notification, changes: Partial<OfficeParts> = {}): Office {
    return createOffice({ ...this.parts, notification, ...changes });
  }

  get office(): Office {
    return this.open.office;
  }

  /** Lets time pass; a log never goes back. */
  setClock(now: string): void {
    this.clock.now = now;
  }

  /** The context of a command of its own. */
  context() {
    this.commandCount += 1;
    return { commandId: `command-${this.commandCount}`, actor: '测试' };
  }

  /** Adds an agency on the day that the clock shows. */
  async addAgency(code: string, name: string): Promise<void> {
    const { agencies, calendars } = this.office;
    const command = { type: 'AddAgency', on: calendars.today(), code, name } as const;
    await agencies.handle(code, command, this.context());
  }

  /** Registers a request received and registered on a day; answers with the id of its case. */
  async register(agency: string, on: string, serialNumber: string): Promise<string> {
    const registered = await this.office.requests.register(
      {
        on,
        agency,
        serialNumber,
        channel: 'inPerson',
        applicantType: 'naturalPerson',
        submittedOn: on,
        personal: { name: '张三丰', contact: '13800138000', requestText: '征地补偿方案' },
        lateReason: '补录',
      },
      this.context(),
    );
    if (!('caseId' in registered)) throw new Error(JSON.stringify(registered));
    return registered.caseId ?? '';
  }

  /** Every event of a type, in the order of the log. */
  async events(type: string): Promise<readonly StoredEvent[]> {
    const all = await this.parts.store.readAll(0, { max: 10_000 });
    return all.filter((event) => event.type === type);
  }

  /** Every byte of the data directory as text, to look for what must not be there. */
  bytes(): string {
    return readdirSync(this.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');
  }

  async close(): Promise<void> {
    await this.open.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
