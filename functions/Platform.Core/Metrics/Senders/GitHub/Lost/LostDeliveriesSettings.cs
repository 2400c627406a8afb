namespace Platform.Core.Metrics.Senders.GitHub.Lost;

/// <param name="Organizations">Whose hooks are looked for; hooks of repositories are known from what they brought.</param>
/// <param name="Grace">An attempt that is not older may be under way.</param>
/// <param name="Redeliveries">How often GitHub is asked to deliver again before a delivery is fetched.</param>
/// <param name="MostAtOnce">Of one hook in one look: redelivering counts against GitHub's limits.</param>
public sealed record LostDeliveriesSettings(
    IReadOnlyList<string> Organizations, TimeSpan Grace, int Redeliveries = 2, int MostAtOnce = 50)
{
    public static TimeSpan UsualGrace { get; } = TimeSpan.FromMinutes(2);
}
