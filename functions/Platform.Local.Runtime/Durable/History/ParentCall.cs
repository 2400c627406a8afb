namespace Platform.Local.Runtime.Durable.History;

/// <summary>The call that made a sub-orchestration, and that its end answers.</summary>
internal sealed record ParentCall(string Name, string InstanceId, string ExecutionId, int TaskId);
