// The same for work that takes its time: accepts, reports progress, and says at the end what came of it.
// SECRET=... DATA=folder SECONDS=30 node slow.mjs
import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { SECRET, DATA = '.', PORT = '8080', SECONDS = '1' } = process.env;
const working = new Set();
const sign = (time, body) => `v1=${createHmac('sha256', SECRET).update(`v1:${time}:${body}`).digest('hex')}`;
const same = (a, b) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Reports until somebody has heard it. What is reported twice counts once.
async function report(url, said) {
  for (let wait = 100; ; wait = Math.min(wait * 2, 10_000)) {
    const [time, body] = [Math.floor(Date.now() / 1000), JSON.stringify(said)];
    const headers = { 'platform-timestamp': `${time}`, 'platform-signature': sign(time, body) };
    const answer = await fetch(url, { method: 'POST', body, headers }).catch(() => undefined);
    if (answer && answer.status < 500) return;
    await pause(wait);
  }
}

async function work(file, { idempotencyKey, input, callbackUrl }) {
  await report(callbackUrl, { idempotencyKey, status: 'progress', message: 'looking for a desk', percent: 50 });
  await pause(Number(SECONDS) * 1000);
  writeFileSync(`${file}.new`, JSON.stringify({ desk: `${input.floor}-${Math.ceil(Math.random() * 1e9)}` }));
  renameSync(`${file}.new`, file);
  const output = JSON.parse(readFileSync(file, 'utf8'));
  await report(callbackUrl, { idempotencyKey, status: 'completed', output });
}

createServer(async (request, response) => {
  const answer = (status, said) => response.writeHead(status).end(JSON.stringify(said));
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  const [time, signature] = [request.headers['platform-timestamp'] ?? '', request.headers['platform-signature'] ?? ''];
  if (!same(signature, sign(time, body)) || Math.abs(Date.now() / 1000 - time) > 300) return answer(401, {});
  const call = JSON.parse(body);
  const file = `${DATA}/${call.idempotencyKey}.json`;
  if (call.operation === 'preview') return answer(200, { message: `would book a desk on floor ${call.input.floor}` });
  if (call.operation === 'undo') return answer(200, { message: 'gave the desk back', ...rmSync(file, { force: true }) });
  if (existsSync(file)) return answer(200, { output: JSON.parse(readFileSync(file, 'utf8')) });
  answer(202, {});
  if (!working.has(call.idempotencyKey)) {
    working.add(call.idempotencyKey);
    await work(file, call).finally(() => working.delete(call.idempotencyKey));
  }
}).listen(PORT, '127.0.0.1');
