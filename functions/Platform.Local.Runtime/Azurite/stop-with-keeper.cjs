// Preloaded into Azurite: its standard input is a pipe that its keeper holds. When that ends, because the keeper was
// killed or asks for a stop where signals don't exist, Azurite stops as on SIGTERM, so that its data reaches the disk.
process.stdin.on("error", () => {});
process.stdin.on("close", () => process.emit("SIGTERM"));
process.stdin.resume();
process.stdin.unref();
