// Preloaded into Azurite. Its standard input is a pipe that its keeper holds: when that ends, because the keeper was
// killed or asks for a stop where signals don't exist, Azurite stops as on SIGTERM, so that its data reaches the disk.
process.stdin.on("error", () => {});
process.stdin.on("close", () => process.emit("SIGTERM"));
process.stdin.resume();
process.stdin.unref();

// Azurite listens for the first SIGTERM only; without this a second one would kill it while it writes.
let asked = false;
process.on("SIGTERM", () => {
  if (!asked && process.listenerCount("SIGTERM") === 1) {
    process.exit(0);
  }
  asked = true;
});
