// A remote action without dependencies: books a desk and answers at once. SECRET=... DATA=folder node server.mjs
import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
const { SECRET, DATA = '.', PORT = '8080' } = process.env;
const sign = (time, body) => `v1=${createHmac('sha256', SECRET).update(`v1:${time}:${body}`).digest('hex')}`;
const same = (a, b) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
createServer(async (request, response) => {
  const answer = (status, said) => response.writeHead(status).end(JSON.stringify(said));
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  const [time, signature] = [request.headers['platform-timestamp'] ?? '', request.headers['platform-signature'] ?? ''];
  if (!same(signature, sign(time, body)) || Math.abs(Date.now() / 1000 - time) > 300) return answer(401, {});
  const { operation, idempotencyKey, input } = JSON.parse(body);
  const file = `${DATA}/${idempotencyKey}.json`; // The effect: at most one for a key, wherever this process dies.
  if (operation === 'preview') return answer(200, { message: `would book a desk on floor ${input.floor}` });
  if (operation === 'undo') return answer(200, { message: 'gave the desk back', ...rmSync(file, { force: true }) });
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, JSON.stringify({ desk: `${input.floor}-${Math.ceil(Math.random() * 1e9)}` }));
    renameSync(`${file}.new`, file);
  }
  answer(200, { output: JSON.parse(readFileSync(file, 'utf8')) });
}).listen(PORT, '127.0.0.1');
