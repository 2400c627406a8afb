using Microsoft.DurableTask;

namespace Platform.Local.Runtime.Durable.Execution;

internal sealed class ActivityContext(TaskName name, string instanceId, string version) : TaskActivityContext
{
    public override TaskName Name => name;

    public override string InstanceId => instanceId;

    public override string Version => version;
}
