import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Tracer } from '../src/tracing.js';

const settings = { otlpEndpoint: 'http://collector:4318/', service: 's', version: 'v', environment: 'test' };
const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a span continues the trace of its caller and is sent as OTLP', async () => {
  const sent = [];
  const tracer = new Tracer(settings, { send: async (url, request) => { sent.push({ url, body: JSON.parse(request.body) }); return { ok: true }; } });

  tracer.start('GET /', parent).end({ 'http.response.status_code': 200 }, false);
  await tracer.stop();

  assert.equal(sent[0].url, 'http://collector:4318/v1/traces');
  const [span] = sent[0].body.resourceSpans[0].scopeSpans[0].spans;
  assert.equal(span.traceId, '0af7651916cd43dd8448eb211c80319c');
  assert.equal(span.parentSpanId, 'b7ad6b7169203331');
  assert.ok(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano));
});

test('a collector that is down is reported and fails nothing', async () => {
  const errors = [];
  const tracer = new Tracer(settings, { send: async () => { throw new Error('refused'); }, onError: (error) => errors.push(error.message) });

  tracer.start('GET /').end({}, false);
  await tracer.stop();

  assert.deepEqual(errors, ['refused']);
});
