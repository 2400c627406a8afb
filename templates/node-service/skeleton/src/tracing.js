import { randomBytes } from 'node:crypto';

const traceparent = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const nanos = (ms) => String(BigInt(Math.round(ms * 1000)) * 1000n);
const attributes = (pairs) => Object.entries(pairs).map(([key, value]) => ({
  key,
  value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: String(value) },
}));

/**
 * OpenTelemetry server spans: continues the W3C trace of the caller and sends OTLP over HTTP as JSON.
 * Without an endpoint nothing is kept. Spans leave in batches, and never delay or fail a request.
 */
export class Tracer {
  #spans = [];
  #timer;

  constructor({ otlpEndpoint, service, version, environment }, { send = fetch, onError = () => {} } = {}) {
    this.url = otlpEndpoint ? `${otlpEndpoint.replace(/\/$/, '')}/v1/traces` : undefined;
    this.resource = attributes({
      'service.name': service, 'service.version': version, 'deployment.environment.name': environment,
    });
    this.send = send;
    this.onError = onError;
    if (this.url) {
      this.#timer = setInterval(() => this.flush(), 2000).unref();
    }
  }

  start(name, parent) {
    const [, traceId, parentSpanId] = traceparent.exec(parent ?? '') ?? [];
    const span = {
      traceId: traceId ?? randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      parentSpanId,
      name,
      kind: 2,
      startTimeUnixNano: nanos(performance.timeOrigin + performance.now()),
    };
    return { span, end: (pairs, failed) => this.#end(span, pairs, failed) };
  }

  async flush() {
    const spans = this.#spans.splice(0);
    if (!this.url || spans.length === 0) {
      return;
    }

    try {
      const body = { resourceSpans: [{ resource: { attributes: this.resource }, scopeSpans: [{ scope: { name: 'http' }, spans }] }] };
      const answer = await this.send(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(5000),
      });
      if (!answer.ok) {
        this.onError(new Error(`The collector answered ${answer.status}.`));
      }
    } catch (error) {
      this.onError(error);
    }
  }

  async stop() {
    clearInterval(this.#timer);
    await this.flush();
  }

  #end(span, pairs, failed) {
    if (!this.url || this.#spans.length >= 2048) {
      return;
    }

    span.endTimeUnixNano = nanos(performance.timeOrigin + performance.now());
    span.attributes = attributes(pairs);
    span.status = failed ? { code: 2 } : {};
    this.#spans.push(span);
  }
}
