namespace Microsoft.DurableTask;

public abstract class TaskActivityContext
{
    public abstract TaskName Name { get; }

    /// <summary>The orchestration that called the activity.</summary>
    public abstract string InstanceId { get; }

    /// <summary>Empty when the call has none.</summary>
    public virtual string Version => string.Empty;
}
