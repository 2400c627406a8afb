namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>Which labels make an issue a ticket for the platform team, and which an incident.</summary>
public sealed record GitHubLabels(IReadOnlyList<string> Tickets, IReadOnlyList<string> Incidents)
{
    public static GitHubLabels Default { get; } = new(["platform-ticket"], ["incident"]);

    public static bool Any(IReadOnlyList<string> wanted, IEnumerable<string> labels) =>
        labels.Any(label => wanted.Contains(label, StringComparer.OrdinalIgnoreCase));
}
