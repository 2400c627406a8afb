// Preloaded into an Azurite whose data is in memory. Every ten minutes it lets go of the contents that nothing refers to any
// more, one by one, at a cost that grows with all that are there: 10,000 queue messages take it more than a minute, in which it
// answers nobody. What ends with a test run keeps them instead; here "never" is the longest that a timer can wait, 24 days.
const path = require("node:path");

const never = 2 ** 31 - 1;
for (const service of ["blob", "queue"]) {
  const constants = require(path.join(path.dirname(process.argv[1]), service, "utils", "constants.js"));
  if (typeof constants.DEFAULT_GC_INTERVAL_MS !== "number") {
    throw new Error(`This Azurite has no DEFAULT_GC_INTERVAL_MS for ${service}: keep-in-memory.cjs must learn its new name.`);
  }
  constants.DEFAULT_GC_INTERVAL_MS = never;
}
