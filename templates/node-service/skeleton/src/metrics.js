const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const escape = (value) => String(value).replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
const labels = (pairs) => `{${Object.entries(pairs).map(([key, value]) => `${key}="${escape(value)}"`).join(',')}}`;

/** Counts requests and their durations; renders the Prometheus text format 0.0.4. */
export class Metrics {
  #series = new Map();
  #build;

  constructor(build) {
    this.#build = build;
  }

  observe(method, route, status, seconds) {
    const key = labels({ method, route, status });
    let series = this.#series.get(key);
    if (!series) {
      series = { pairs: { method, route, status }, count: 0, sum: 0, buckets: bounds.map(() => 0) };
      this.#series.set(key, series);
    }

    series.count += 1;
    series.sum += seconds;
    bounds.forEach((bound, i) => { if (seconds <= bound) series.buckets[i] += 1; });
  }

  render() {
    const lines = [
      '# HELP service_info Build and environment of this process.',
      '# TYPE service_info gauge',
      `service_info${labels(this.#build)} 1`,
      '# HELP process_resident_memory_bytes Resident memory size in bytes.',
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
      '# HELP http_requests_total Requests answered.',
      '# TYPE http_requests_total counter',
      ...this.#each((s) => [`http_requests_total${labels(s.pairs)} ${s.count}`]),
      '# HELP http_request_duration_seconds Time to answer a request.',
      '# TYPE http_request_duration_seconds histogram',
      ...this.#each((s) => [
        ...bounds.map((bound, i) =>
          `http_request_duration_seconds_bucket${labels({ ...s.pairs, le: bound })} ${s.buckets[i]}`),
        `http_request_duration_seconds_bucket${labels({ ...s.pairs, le: '+Inf' })} ${s.count}`,
        `http_request_duration_seconds_sum${labels(s.pairs)} ${s.sum}`,
        `http_request_duration_seconds_count${labels(s.pairs)} ${s.count}`,
      ]),
    ];
    return `${lines.join('\n')}\n`;
  }

  #each(render) {
    return [...this.#series.values()].flatMap(render);
  }
}
