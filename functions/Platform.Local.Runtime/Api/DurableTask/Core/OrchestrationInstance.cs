namespace DurableTask.Core;

public class OrchestrationInstance
{
    public string? InstanceId { get; set; }

    public string? ExecutionId { get; set; }
}
