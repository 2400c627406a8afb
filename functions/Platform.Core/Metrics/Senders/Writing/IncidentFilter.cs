namespace Platform.Core.Metrics.Senders.Writing;

/// <summary>
/// Which of a sender's severities make an incident: from the platform's settings, or for one address by its <c>severity</c>.
/// Without either all do.
/// </summary>
/// <param name="Severities">By the sender's name, lower-case.</param>
public sealed record IncidentFilter(IReadOnlyDictionary<string, IReadOnlyList<string>> Severities)
{
    public static readonly IncidentFilter None = new(new Dictionary<string, IReadOnlyList<string>>());

    private const string Hint = "severity";

    /// <param name="severities">What the sender says; one that counts is enough. None at all counts.</param>
    internal bool Counts(SenderDelivery delivery, params IReadOnlyList<string?> severities)
    {
        var wanted = delivery.Hints.TryGetValue(Hint, out var hinted)
            ? hinted.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : Severities.GetValueOrDefault(delivery.Sender) ?? [];
        var told = severities.OfType<string>().ToList();
        return wanted.Count == 0 || told.Count == 0
            || told.Exists(severity => wanted.Contains(severity, StringComparer.OrdinalIgnoreCase));
    }
}
