using Microsoft.DurableTask;

namespace Platform.Local.Runtime.Durable;

/// <summary>
/// One attempt at an activity; the same call may be made again after a crash. The input is the JSON of the one value, or
/// null when the orchestrator gave none. The token is cancelled when the engine stops; the activity then runs again in
/// the next process.
/// </summary>
public sealed record ActivityCall(TaskActivityContext Context, string? SerializedInput, CancellationToken CancellationToken);
