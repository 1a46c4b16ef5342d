import { errorFacts, type LogFacts, type LogLevel, openLog } from './log';

const linesOf = (level: LogLevel, say: (log: ReturnType<typeof openLog>) => void) => {
  const lines: string[] = [];
  say(openLog({ level, always: { roles: 'api' }, write: (line) => void lines.push(line) }));
  return lines;
};

describe('the log', () => {
  it('writes one JSON line per event, with level, instant and name', () => {
    const [line = '', ...others] = linesOf('info', (log) =>
      log.info('request', { status: 200, route: '/api/v1/requests', omitted: undefined }),
    );
    expect(others).toEqual([]);
    expect(line).toMatch(/^\{.*\}\n$/);
    const { time, ...facts } = JSON.parse(line) as LogFacts;
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(facts).toEqual({
      level: 'info',
      roles: 'api',
      status: 200,
      route: '/api/v1/requests',
      event: 'request',
    });
  });

  it('keeps an event on one line whatever it holds', () => {
    const lines = linesOf('info', (log) => log.info('request', { route: 'a\nb\u2028c' }));
    expect(lines.join('').match(/\n/g)).toHaveLength(1);
  });

  it.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ] as const)('at level %s says %j', (level, said) => {
    const lines = linesOf(level, (log) => {
      log.debug('debug');
      log.info('info');
      log.warn('warn');
      log.error('error');
    });
    expect(lines.map((line) => (JSON.parse(line) as LogFacts)['event'])).toEqual(said);
  });
});

describe('what is logged of an error', () => {
  it('is its name, its code and its place, never its message', () => {
    const cause = new RangeError('张三丰');
    const error = Object.assign(new TypeError('13800138000', { cause }), { code: 'ECONNREFUSED' });
    const facts = errorFacts(error);
    expect(facts).toMatchObject({ error: 'TypeError', code: 'ECONNREFUSED', cause: 'RangeError' });
    expect(String(facts['frames'])).toContain('log.spec.ts');
    expect(JSON.stringify(facts)).not.toMatch(/张三丰|13800138000/);
  });

  it('is little for what is no error at all', () => {
    expect(errorFacts('13800138000')).toMatchObject({ error: 'Error' });
    expect(JSON.stringify(errorFacts('13800138000'))).not.toContain('13800138000');
  });
});
