namespace Platform.Local.Runtime.Queues;

internal static class QueueNames
{
    private const string PoisonSuffix = "-poison";
    private const int MaxLength = 63;

    /// <summary>Null for a poison queue itself, and where the name would be too long: messages stay where they are.</summary>
    public static string? PoisonOf(string queue) =>
        queue.EndsWith(PoisonSuffix, StringComparison.Ordinal) || queue.Length + PoisonSuffix.Length > MaxLength
            ? null
            : queue + PoisonSuffix;
}
