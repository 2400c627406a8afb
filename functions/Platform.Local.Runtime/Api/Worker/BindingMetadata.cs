namespace Microsoft.Azure.Functions.Worker;

public abstract class BindingMetadata
{
    public abstract string Name { get; }

    /// <summary>The binding's type as in function.json: httpTrigger, queueTrigger, durableClient...</summary>
    public abstract string Type { get; }

    public abstract BindingDirection Direction { get; }
}
