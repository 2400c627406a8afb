import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLog } from '../src/log.js';
import { createService } from '../src/server.js';
import { Tracer } from '../src/tracing.js';

const config = { service: '${{ values.name }}', version: 'test', environment: 'test' };
const lines = [];
let base;
let service;

before(async () => {
  service = createService({ config, log: createLog({}, (line) => lines.push(JSON.parse(line))), tracer: new Tracer(config) });
  await new Promise((resolve) => service.server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${service.server.address().port}`;
});

after(() => new Promise((resolve) => {
  service.server.close(resolve);
  service.server.closeAllConnections();
}));

test('the root says which service answers', async () => {
  const answer = await fetch(base);

  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { service: '${{ values.name }}', version: 'test' });
});

test('a greeting uses the name in the path', async () => {
  const answer = await fetch(`${base}/hello/Ada%20L`);

  assert.deepEqual(await answer.json(), { message: 'Hello, Ada L!' });
});

test('an unknown path is a 404 that says so', async () => {
  const answer = await fetch(`${base}/nowhere`);

  assert.equal(answer.status, 404);
  assert.match((await answer.json()).error, /GET \/nowhere/);
});

test('a malformed path does not stop the service', async () => {
  assert.equal((await fetch(`${base}/hello/%E0%A4%A`)).status, 404);
  assert.equal((await fetch(base)).status, 200);
});

test('the probes answer, and readiness ends before the service does', async () => {
  assert.equal((await fetch(`${base}/healthz`)).status, 200);
  assert.equal((await fetch(`${base}/readyz`)).status, 200);

  service.state.ready = false;
  assert.equal((await fetch(`${base}/readyz`)).status, 503);
  service.state.ready = true;
});

test('requests are counted by route, not by path', async () => {
  await fetch(`${base}/hello/one`);
  await fetch(`${base}/hello/two`);

  const text = await (await fetch(`${base}/metrics`)).text();

  assert.match(text, /^http_requests_total\{method="GET",route="\/hello\/:name",status="200"\} \d+$/m);
  assert.doesNotMatch(text, /hello\/one/);
});

test('each request is one JSON line in the log', async () => {
  await fetch(`${base}/hello/logged`);
  await fetch(`${base}/healthz`);

  const line = lines.filter((l) => l.message === 'request').at(-1);
  assert.equal(line.route, '/hello/:name');
  assert.match(line.traceId, /^[0-9a-f]{32}$/);
});
