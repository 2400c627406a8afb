using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.GitHub;
using Platform.TestKit.Metrics.Senders;

namespace Platform.Core.Tests.Metrics.Senders.GitHub;

/// <summary>Translates and reads back.</summary>
internal static class GitHubDriver
{
    public static async Task<Translation> TranslateAsync(
        this GitHubPayload payload, KnownComponents? known = null, ToldHistory? history = null) =>
        await new GitHubTranslator(
            known ?? new KnownComponents().InRepository("orders", "acme/orders"), history ?? new ToldHistory(),
            GitHubLabels.Default)
            .TranslateAsync(payload.Delivery(), TestContext.Current.CancellationToken);

    public static async Task<IReadOnlyList<DeliveryEvent>> ToldAsync(
        this GitHubPayload payload, KnownComponents? known = null, ToldHistory? history = null) =>
        Read(Assert.IsType<Translation.Told>(await payload.TranslateAsync(known, history)));

    public static async Task<T> OneAsync<T>(this GitHubPayload payload, KnownComponents? known = null)
        where T : Notice => Assert.IsType<T>(Assert.Single(await payload.ToldAsync(known)).Notice);

    public static async Task<string> IgnoredAsync(this GitHubPayload payload) =>
        Assert.IsType<Translation.Ignored>(await payload.TranslateAsync()).Reason;

    public static IReadOnlyList<DeliveryEvent> Read(Translation.Told told) => [.. told.Events.Select(one =>
    {
        var read = DeliveryEvents.Parse(one);
        Assert.True(read.IsOk, string.Join("; ", read.Problems));
        return read.Value!;
    })];
}
