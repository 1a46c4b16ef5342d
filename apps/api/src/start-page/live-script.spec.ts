import { createContext, runInContext } from 'node:vm';

import { liveScript } from './live-script';

/** A link of a page that is as much of an element as the script looks at. */
interface Link {
  readonly href: string;
  focused: boolean;
}

/** A browser that shows the work list: as much of one as the script asks for. */
class Browser {
  readonly sources: Source[] = [];
  said = '';
  hidden = false;
  list: readonly string[] = ['/requests/1', '/requests/2'];
  shown = new Main(this.list);
  active: Link | null = null;
  isDown = false;
  asked = 0;
  private listener: () => void = () => undefined;

  constructor() {
    const document = this.document();
    const { sources } = this;
    class EventSource extends Source {
      constructor(address: URL) {
        super(String(address));
        sources.push(this);
      }
    }
    const renewed = () => new Main(this.list);
    const context = createContext({
      ...{ document, EventSource, URL, Date, setTimeout, setInterval },
      location: { href: 'http://127.0.0.1:4000/reminders' },
      fetch: () => {
        this.asked += 1;
        const text = () => Promise.resolve('');
        return this.isDown
          ? Promise.reject(new Error('down'))
          : Promise.resolve({ ok: true, text });
      },
      DOMParser: class {
        parseFromString = () => ({ querySelector: renewed });
      },
    });
    runInContext(liveScript, context);
  }

  /** Somebody turns to another page, or back to this one. */
  turn(hidden: boolean): void {
    this.hidden = hidden;
    this.listener();
  }

  get source(): Source {
    const last = this.sources.at(-1);
    if (last === undefined) throw new Error('nothing listens');
    return last;
  }

  private document(): object {
    const isHidden = () => this.hidden;
    const active = () => this.active;
    const say = (text: string) => {
      this.said = text;
    };
    return {
      currentScript: { dataset: { changes: '/api/v1/changes?after=7' } },
      get hidden() {
        return isHidden();
      },
      get activeElement() {
        const link = active();
        return link === null ? null : elementOf(link);
      },
      addEventListener: (_: string, listener: () => void) => {
        this.listener = listener;
      },
      getElementById: () => ({
        set textContent(text: string) {
          say(text);
        },
      }),
      querySelector: () => ({
        innerHTML: this.shown.innerHTML,
        contains: () => this.active !== null,
        replaceWith: (main: Main) => {
          this.shown = main;
        },
      }),
    };
  }
}

const elementOf = (link: Link) => ({
  getAttribute: () => link.href,
  focus: () => {
    link.focused = true;
  },
});

class Main {
  readonly links: readonly Link[];
  constructor(addresses: readonly string[]) {
    this.links = addresses.map((href) => ({ href, focused: false }));
  }
  get innerHTML(): string {
    return this.links.map(({ href }) => href).join();
  }
  querySelectorAll = () => this.links.map(elementOf);
}

class Source {
  readyState = 1;
  onopen: () => void = () => undefined;
  onerror: () => void = () => undefined;
  private told: (event: { lastEventId: string }) => void = () => undefined;
  constructor(readonly address: string) {}
  addEventListener(_: string, told: (event: { lastEventId: string }) => void): void {
    this.told = told;
  }
  tell(lastEventId: string): void {
    this.told({ lastEventId });
  }
  close(): void {
    this.readyState = 2;
  }
}

describe('the script of the work list', () => {
  let browser: Browser;
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-11-30T02:00:00Z') });
    browser = new Browser();
  });
  afterEach(() => jest.useRealTimers());
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('listens from where the page was made, and says so', () => {
    expect(browser.source.address).toBe('http://127.0.0.1:4000/api/v1/changes?after=7');
    browser.source.onopen();
    expect(browser.said).toBe('清单随时自动更新。');
  });

  it('renews the list, once for many changes, and keeps who works by keyboard in place', async () => {
    const [, second] = browser.shown.links;
    browser.active = second ?? null;
    browser.list = ['/requests/2', '/requests/3'];
    for (const id of ['8', '9', '10']) browser.source.tell(id);
    await pass(0);
    expect(browser.asked).toBe(1);
    expect(browser.said).toContain('清单有变化');
    expect(browser.shown.links).toEqual([
      { href: '/requests/2', focused: true },
      { href: '/requests/3', focused: false },
    ]);
    browser.source.tell('11');
    await pass(1_999);
    expect(browser.asked).toBe(1);
    await pass(1);
    expect(browser.asked).toBe(2);
  });

  it('lets go of its connection while the page is hidden, and goes on after the last change', async () => {
    browser.source.tell('12');
    await pass(0);
    browser.turn(true);
    expect(browser.source.readyState).toBe(2);
    browser.turn(false);
    expect(browser.sources).toHaveLength(2);
    expect(browser.source.address).toContain('after=12');
    await pass(2_000);
    expect(browser.asked).toBe(2);
  });

  it('says that it is not connected, and that the list cannot be renewed', async () => {
    browser.source.onerror();
    expect(browser.said).toContain('连接断开，正在重新连接');
    browser.isDown = true;
    browser.source.tell('8');
    await pass(0);
    expect(browser.said).toContain('暂时不能更新');
  });

  it('is renewed by the quarter of an hour, and tries again after a refusal', async () => {
    browser.source.readyState = 2;
    browser.source.onerror();
    await pass(900_001);
    expect(browser.asked).toBe(1);
    expect(browser.sources).toHaveLength(2);
  });
});
