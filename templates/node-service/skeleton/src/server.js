import { createServer } from 'node:http';
import { Metrics } from './metrics.js';

const json = (response, status, body) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** The service's routes. Add yours here; metrics, traces and logs come by themselves. */
export const routes = {
  'GET /': (request, response, { config }) => json(response, 200, { service: config.service, version: config.version }),
  'GET /hello/:name': (request, response, { params }) => json(response, 200, { message: `Hello, ${params.name}!` }),
};

function match(method, path, table) {
  for (const route of Object.keys(table)) {
    const [verb, pattern] = route.split(' ');
    const expected = pattern.split('/');
    const actual = path.split('/');
    if (verb !== method || expected.length !== actual.length) {
      continue;
    }

    const params = {};
    const fits = expected.every((part, i) => {
      if (!part.startsWith(':')) {
        return part === actual[i];
      }

      params[part.slice(1)] = decodeURIComponent(actual[i]);
      return actual[i] !== '';
    });
    if (fits) {
      return { route: pattern, handle: table[route], params };
    }
  }

  return undefined;
}

export function createService({ config, log, tracer }) {
  const metrics = new Metrics({ service: config.service, version: config.version, environment: config.environment });
  const state = { ready: true };
  const operations = {
    'GET /healthz': (request, response) => json(response, 200, { status: 'ok' }),
    'GET /readyz': (request, response) => json(response, state.ready ? 200 : 503, { ready: state.ready }),
    'GET /metrics': (request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(metrics.render());
    },
  };

  const server = createServer(async (request, response) => {
    const started = performance.now();
    const path = new URL(request.url, 'http://service').pathname;
    let found;
    try {
      found = match(request.method, path, operations) ?? match(request.method, path, routes);
    } catch {
      // A malformed escape in the path: nobody's route.
    }

    const route = found?.route ?? 'none';
    const trace = tracer.start(`${request.method} ${route}`, request.headers.traceparent);
    response.on('close', () => {
      const seconds = (performance.now() - started) / 1000;
      const status = response.statusCode;
      metrics.observe(request.method, route, status, seconds);
      trace.end({ 'http.request.method': request.method, 'http.route': route, 'http.response.status_code': status }, status >= 500);
      if (!operations[`${request.method} ${path}`]) {
        log.info('request', { method: request.method, route, status, seconds, traceId: trace.span.traceId });
      }
    });

    try {
      if (found) {
        await found.handle(request, response, { config, params: found.params });
      } else {
        json(response, 404, { error: `Nothing answers ${request.method} ${path}.` });
      }
    } catch (error) {
      log.error('request failed', { method: request.method, route, error: error.message, traceId: trace.span.traceId });
      if (!response.headersSent) {
        json(response, 500, { error: 'The service failed; the log has the reason.' });
      } else {
        response.destroy();
      }
    }
  });

  return { server, state };
}
