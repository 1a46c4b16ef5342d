import { createMetrics, type Metrics } from './metrics';

const sampleOf = async (metrics: Metrics, name: string): Promise<readonly string[]> =>
  (await metrics.scrape()).text
    .split('\n')
    .filter((line) => line.startsWith(name))
    .sort();

describe('the metrics', () => {
  it('count what is answered, by route and status', async () => {
    const metrics = createMetrics({ processDefaults: false });
    const answered = { method: 'GET', route: '/api/v1/requests/:caseId', status: 200 };
    metrics.answered({ ...answered, seconds: 0.02 });
    metrics.answered({ ...answered, seconds: 0.3 });
    const labels = 'method="GET",route="/api/v1/requests/:caseId",status="200"';
    expect(await sampleOf(metrics, 'http_request_duration_seconds_count')).toEqual([
      `http_request_duration_seconds_count{${labels}} 2`,
    ]);
    expect(await sampleOf(metrics, 'http_request_duration_seconds_bucket{le="0.025"')).toEqual([
      `http_request_duration_seconds_bucket{le="0.025",${labels}} 1`,
    ]);
  });

  it('tell the process apart: memory and the lag of the event loop', async () => {
    const { text, contentType } = await createMetrics().scrape();
    expect(contentType).toContain('text/plain');
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it('ask the readers, and forget what is no longer there', async () => {
    let clock = 0;
    const metrics = createMetrics({ processDefaults: false, clock: () => clock });
    let jobs = [{ kind: 'mail', state: 'dead', count: 3 }];
    metrics.read({ jobs: async () => jobs, logLength: async () => 7, listeners: () => 2 });
    expect(await sampleOf(metrics, 'sunledger_jobs')).toEqual([
      'sunledger_jobs{kind="mail",state="dead"} 3',
    ]);
    expect(await sampleOf(metrics, 'sunledger_log_length_events')).toEqual([
      'sunledger_log_length_events 7',
    ]);
    expect(await sampleOf(metrics, 'sunledger_change_listeners')).toEqual([
      'sunledger_change_listeners 2',
    ]);
    jobs = [];
    clock += 5_000;
    expect(await sampleOf(metrics, 'sunledger_jobs')).toEqual([]);
  });

  it('say nothing of a comparison before there was one', async () => {
    let clock = 0;
    let found: number | undefined;
    const metrics = createMetrics({ processDefaults: false, clock: () => clock });
    metrics.read({ differences: async () => found });
    const name = 'sunledger_read_model_differences';
    expect(await sampleOf(metrics, name)).toEqual([]);
    found = 0;
    clock += 5_000;
    expect(await sampleOf(metrics, name)).toEqual([`${name}{comparison="last"} 0`]);
    found = 3;
    clock += 5_000;
    expect(await sampleOf(metrics, name)).toEqual([`${name}{comparison="last"} 3`]);
  });

  it('ask a reader once for many scrapes in a short time', async () => {
    let clock = 0;
    let asked = 0;
    const metrics = createMetrics({ processDefaults: false, clock: () => clock });
    metrics.read({
      logLength: async () => {
        asked += 1;
        return asked;
      },
    });
    await Promise.all([metrics.scrape(), metrics.scrape()]);
    clock += 4_999;
    await metrics.scrape();
    expect(asked).toBe(1);
    clock += 1;
    expect(await sampleOf(metrics, 'sunledger_log_length_events')).toEqual([
      'sunledger_log_length_events 2',
    ]);
  });

  it('say which reader failed, and answer with the rest', async () => {
    const metrics = createMetrics({ processDefaults: false, readTimeoutMs: 10 });
    metrics.read({
      duties: async () => [{ level: 'overdue', count: 4 }],
      jobs: () => Promise.reject(new Error('away')),
      lag: () => new Promise(() => undefined),
    });
    expect(await sampleOf(metrics, 'sunledger_metric_reader_up')).toEqual([
      'sunledger_metric_reader_up{reader="duties"} 1',
      'sunledger_metric_reader_up{reader="jobs"} 0',
      'sunledger_metric_reader_up{reader="lag"} 0',
    ]);
    expect(await sampleOf(metrics, 'sunledger_open_duties')).toEqual([
      'sunledger_open_duties{level="overdue"} 4',
    ]);
  });

  it('carry the labels of the process', async () => {
    const metrics = createMetrics({ processDefaults: false, labels: { roles: 'worker' } });
    metrics.reminders('issued', 3);
    expect(await sampleOf(metrics, 'sunledger_reminders_total')).toEqual([
      'sunledger_reminders_total{outcome="issued",roles="worker"} 3',
    ]);
  });

  it('keep processes apart: two registries share nothing', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.command('RegisterRequest', 'done', 0.1);
    expect(await sampleOf(one, 'sunledger_command_duration_seconds_count')).toHaveLength(1);
    expect(await sampleOf(other, 'sunledger_command_duration_seconds_count')).toHaveLength(0);
  });
});
