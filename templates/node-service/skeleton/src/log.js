/** One JSON object a line on stdout, which is what Loki's agents collect. */
export function createLog(fields, write = (line) => process.stdout.write(line)) {
  const at = (level) => (message, more = {}) =>
    write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields, ...more })}\n`);
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
