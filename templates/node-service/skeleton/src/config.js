import { readFileSync } from 'node:fs';

/** Settings come from the environment; `X_FILE` names a file that holds the value of X, as mounted secrets do. */
export function readConfig(env = process.env) {
  const setting = (name, fallback) => {
    const file = env[`${name}_FILE`];
    return file ? readFileSync(file, 'utf8').trim() : (env[name] ?? fallback);
  };

  const port = Number(setting('PORT', '8080'));
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PORT must be a port number from 0 to 65535, found '${setting('PORT')}'.`);
  }

  return {
    service: setting('OTEL_SERVICE_NAME', '${{ values.name }}'),
    environment: setting('ENVIRONMENT', 'local'),
    version: setting('VERSION', 'dev'),
    host: setting('HOST', '0.0.0.0'),
    port,
    otlpEndpoint: setting('OTEL_EXPORTER_OTLP_ENDPOINT'),
    apiKey: setting('API_KEY'),
  };
}
