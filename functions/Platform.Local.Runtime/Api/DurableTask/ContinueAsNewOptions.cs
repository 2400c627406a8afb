namespace Microsoft.DurableTask;

public class ContinueAsNewOptions
{
    public object? NewInput { get; set; }

    /// <summary>Events that nobody has waited for yet go to the next execution; otherwise they are dropped.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The version of the next execution; the present one's when null or blank.</summary>
    public string? NewVersion { get; set; }
}
