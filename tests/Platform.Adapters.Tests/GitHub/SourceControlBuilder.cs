using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Platform.Adapters.GitHub;
using Platform.Adapters.GitHub.Budget;
using Platform.Adapters.GitHub.Http;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.Tests.GitHub;

/// <summary>Source control over a scripted transport, with a clock that jumps over waits.</summary>
internal sealed class SourceControlBuilder : IBudgetWaits
{
    public static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Clock { get; } = new JumpingClock();

    public ConcurrentQueue<BudgetWait> Waits { get; } = new();

    public GitHubOptions Options { get; } = new()
    {
        GitHubApiUrl = "https://ghe.example/prefix/api/v3",
        GitHubToken = "token-that-must-not-leak",
        GitHubWebhookSecret = "hook-secret",
    };

    public static RepositoryHandle Handle(TimeSpan age) => new(
        "task-1", 42, RepositoryName.Parse("acme/orders"), "main", new("https://github.com/acme/orders"),
        new("https://github.com/acme/orders.git"), Now - age, Adopted: false, InitialSha: "initial");

    public GitHubSourceControl Build(HttpMessageHandler transport)
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var budget = new GitHubBudget(new MemoryBudgetRows(), BudgetLimits.From(Options), Clock);
        var client = new GitHubClientFactory(options, budget, Clock, NullLoggerFactory.Instance).Create(transport);
        return new(client, options, this, Clock);
    }

    public Task ReportAsync(BudgetWait wait, CancellationToken cancellationToken)
    {
        Waits.Enqueue(wait);
        return Task.CompletedTask;
    }

    /// <summary>Lets the time of every wait pass as soon as somebody waits.</summary>
    private sealed class JumpingClock() : FakeTimeProvider(Now)
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _ = Task.Run(() => Advance(dueTime));
            return timer;
        }
    }
}
