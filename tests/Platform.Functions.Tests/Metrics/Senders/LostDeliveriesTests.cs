using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics.Senders.GitHub.Lost;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics.Senders;

/// <summary>Webhooks that the forge dropped, as GitHub drops them when nobody answers.</summary>
public sealed class LostDeliveriesTests(LostDeliveriesTests.HostWithoutGrace fixture)
    : IClassFixture<LostDeliveriesTests.HostWithoutGrace>
{
    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"c{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_did_not_arrive_is_asked_for_until_it_has()
    {
        using var forge = await WithHookAsync();
        await forge.FaultHooksAsync(_name, "lost-webhook", 3);
        await forge.DeployAsync(_name);

        await Eventually.HoldsAsync(
            async () =>
            {
                await Lost.RunAsync(Cancel);
                var state = await Hooks.FindAsync(await HookAsync(), Cancel);
                return state is { IsOpen: false };
            },
            Cancel,
            "every delivery of the hook has arrived");
        await Eventually.HoldsAsync(
            async () => (await DeliveriesDriver.OfAsync(_host, _name, Cancel))
                .Count(one => one.Event.StartsWith("deployment", StringComparison.Ordinal)) == 3,
            Cancel,
            "the deployment and its two statuses are told");
    }

    [Fact]
    public async Task What_is_complete_is_not_read_again()
    {
        using var forge = await WithHookAsync();
        await Eventually.HoldsAsync(
            async () =>
            {
                await Lost.RunAsync(Cancel);
                return await Hooks.FindAsync(await HookAsync(), Cancel) is { IsOpen: false };
            },
            Cancel,
            "the hook is settled");

        var report = await Lost.RunAsync(Cancel);

        Assert.Equal(0, report.Missing);
        Assert.Equal(0, report.Failed);
    }

    private LostDeliveries Lost => _host.Services.GetRequiredService<LostDeliveries>();

    private IGitHubHooks Hooks => _host.Services.GetRequiredService<IGitHubHooks>();

    private async Task<GitHubHook> HookAsync() =>
        (await Hooks.ListAsync(Cancel)).Single(hook => hook.Target == $"{_host.Organization}/{_name}");

    private async Task<ForgeDriver> WithHookAsync()
    {
        var forge = await ForgeDriver.OfAsync(_host);
        await forge.CreateRepositoryAsync(_name);
        await forge.HookAllAsync(_name, _host);
        await forge.CommitFileAsync(_name, "a.txt", "text");
        await Eventually.HoldsAsync(
            async () => (await Hooks.ListAsync(Cancel)).Any(hook => hook.Target == $"{_host.Organization}/{_name}"),
            Cancel,
            "the hook was heard of");
        return forge;
    }

    public sealed class HostWithoutGrace : IAsyncLifetime
    {
        public PlatformHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await PlatformHost.StartAsync(compose: services =>
            services.AddSingleton(new LostDeliveriesSettings([], TimeSpan.Zero)));

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
