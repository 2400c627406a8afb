import { readConfig } from './config.js';
import { createLog } from './log.js';
import { createService } from './server.js';
import { Tracer } from './tracing.js';

const config = readConfig();
const log = createLog({ service: config.service, environment: config.environment, version: config.version });
const tracer = new Tracer(config, { onError: (error) => log.warn('traces not sent', { error: error.message }) });
const { server, state } = createService({ config, log, tracer });

server.listen(config.port, config.host, () => log.info('listening', { port: server.address().port }));

// Kubernetes sends SIGTERM and keeps routing for a moment: stop being ready first, then finish what is in hand.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    state.ready = false;
    log.info('stopping', { signal });
    server.close(async () => {
      await tracer.stop();
      process.exit(0);
    });
    server.closeIdleConnections();
    setTimeout(() => process.exit(1), 10_000).unref();
  });
}
