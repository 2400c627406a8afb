using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Health;
using Platform.Functions.Health;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Health;

public sealed class BoundedProbeTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_probe_that_never_ends_is_given_up_even_if_it_does_not_listen()
    {
        await using var provider = Services(services => services.AddProbe<EndlessProbe>("endless", ProbeTags.Vital));

        var look = provider.GetRequiredService<HealthReports>().GetAsync(Cancel);
        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(HealthPatience.OfRequests.PerProbe);
                return look.IsCompleted;
            },
            Cancel);

        var snapshot = await look;
        Assert.False(snapshot.IsUp);
        Assert.Equal("no answer within 20 s", snapshot.Lines.Single().Finding.Message);
    }

    [Fact]
    public async Task A_probe_that_can_not_even_be_made_is_a_finding()
    {
        await using var provider = Services(services => services.AddProbe<UnmakeableProbe>("unmakeable", ProbeTags.Serving));

        var snapshot = await provider.GetRequiredService<HealthReports>().GetAsync(Cancel);

        Assert.True(snapshot.IsUp);
        Assert.Equal("bad settings", snapshot.Lines.Single().Finding.Message);
    }

    [Fact]
    public async Task Many_who_ask_at_once_and_shortly_after_cause_one_look()
    {
        var counter = new Counter();
        await using var provider = Services(
            services => services.AddSingleton(counter).AddProbe<CountingProbe>("counted", ProbeTags.Vital));
        var reports = provider.GetRequiredService<HealthReports>();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => reports.GetAsync(Cancel))));
        _clock.Advance(HealthReports.Lifetime - TimeSpan.FromSeconds(1));
        await reports.GetAsync(Cancel);
        Assert.Equal(1, counter.Looks);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await reports.GetAsync(Cancel);
        Assert.Equal(2, counter.Looks);
    }

    [Fact]
    public async Task Who_leaves_early_does_not_spoil_the_answer_of_the_others()
    {
        var counter = new Counter();
        await using var provider = Services(
            services => services.AddSingleton(counter).AddProbe<CountingProbe>("counted", ProbeTags.Vital));
        var reports = provider.GetRequiredService<HealthReports>();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reports.GetAsync(gone.Token));

        Assert.True((await reports.GetAsync(Cancel)).IsUp);
        Assert.Equal(1, counter.Looks);
    }

    [Fact]
    public void An_instance_without_an_orchestrator_in_this_build_is_named()
    {
        var finding = InFlightOrchestrations.Judge(["Scaffold_v1", "Scaffold_v0", "Scaffold_v0"], more: true);

        Assert.Equal(FindingStatus.Failed, finding.Status);
        Assert.Contains("At least 3 orchestrations are in flight, and this build has no Scaffold_v0 (2)", finding.Message);
        Assert.Equal(FindingStatus.Fine, InFlightOrchestrations.Judge(["scaffold_V1"], more: false).Status);
    }

    private ServiceProvider Services(Action<IServiceCollection> probes)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock)
            .AddSingleton(HealthPatience.OfRequests).AddSingleton<HealthReports>();
        probes(services);
        return services.BuildServiceProvider();
    }

    private sealed class EndlessProbe : IProbe
    {
        public static Finding Explain(Exception failure) => Finding.Failed(failure.Message, "wait");

        public Task<Finding> LookAsync(CancellationToken cancellationToken) => new TaskCompletionSource<Finding>().Task;
    }

    private sealed class UnmakeableProbe : IProbe
    {
        public UnmakeableProbe() => throw new InvalidOperationException("bad settings");

        public static Finding Explain(Exception failure) =>
            Finding.Failed((failure.InnerException ?? failure).Message, "mend them");

        public Task<Finding> LookAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class CountingProbe(Counter counter) : IProbe
    {
        public static Finding Explain(Exception failure) => Finding.Failed(failure.Message, "none");

        public async Task<Finding> LookAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref counter.Looks);
            await Task.Yield();
            return Finding.Fine("counted");
        }
    }

    private sealed class Counter
    {
        public int Looks;
    }
}
