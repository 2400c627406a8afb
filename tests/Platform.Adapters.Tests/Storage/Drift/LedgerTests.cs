using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Drift.Findings;
using Platform.Core.Catalog;
using Platform.Core.Drift.Facts;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Drift;

/// <summary>The ledger on real storage: sweeps that repeat, that bring news, and that end in the middle.</summary>
public sealed class LedgerTests
{
    private static readonly DateTimeOffset At = new(2030, 6, 3, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_finding_opens_worsens_is_fixed_and_opens_again_and_each_repetition_writes_nothing()
    {
        var storage = await StorageFixture.NewAsync();
        IReadOnlyList<RuleResult>[] sweeps =
        [
            [Failed("a", "x", "one"), Passed("a", "y"), Passed("b", "x")],
            [Failed("a", "x", "one", "two"), Passed("a", "y"), Passed("b", "x")],
            [Passed("a", "x"), Passed("a", "y"), Passed("b", "x")],
            [Failed("a", "x", "three"), Passed("a", "y"), Passed("b", "x")],
        ];
        var outcomes = new List<LedgerOutcome>();
        foreach (var (index, results) in sweeps.Index())
        {
            using var process = new Process(storage);
            outcomes.Add(await process.Ledger.ApplyAsync($"s{index}", results, At.AddDays(index), Cancel));
            Assert.Equal(0, (await process.Ledger.ApplyAsync($"s{index}", results, At.AddDays(index), Cancel)).Written);
            using var other = new Process(storage);
            Assert.Equal(0, (await other.Ledger.ApplyAsync($"later{index}", results, At.AddDays(index), Cancel)).Written);
        }

        Assert.Equal(
            [new(1, 0, 0, 0, 0, 0, 2), new(0, 0, 1, 0, 0, 1, 1), new(0, 0, 0, 0, 1, 1, 1), new(0, 1, 0, 0, 0, 1, 1)], outcomes);
        using var last = new Process(storage);
        var finding = await last.Findings.FindFindingAsync(Finding.IdOf("x", "service:a"), Cancel);
        Assert.Equal(
            [FindingChange.Opened, FindingChange.Worsened, FindingChange.Fixed, FindingChange.Reopened],
            finding!.History.Select(entry => entry.What));
        Assert.Equal("two", Assert.Single(finding.History[1].Added).Message);
        Assert.Equal((At, At.AddDays(3), 2), (finding.FirstSeenAt, finding.OpenedAt, finding.Openings));
    }

    [Fact]
    public async Task What_is_unknown_or_older_than_what_is_known_changes_no_finding_and_what_is_not_named_is_not_touched()
    {
        var storage = await StorageFixture.NewAsync();
        using var process = new Process(storage);
        await process.Ledger.ApplyAsync("s1", [Failed("a", "x", "one"), Failed("b", "x", "one")], At, Cancel);

        await process.Ledger.ApplyAsync("s0", [Passed("a", "x")], At.AddHours(-1), Cancel);
        var unknown = await process.Ledger.ApplyAsync("s2", [Result("a", "x", RuleOutcome.Unknown)], At.AddHours(1), Cancel);

        Assert.Equal((0, 0), (unknown.Fixed, unknown.Changed));
        var record = await process.Findings.FindAsync("service:a", Cancel);
        Assert.Equal((1, RuleOutcome.Unknown), (record!.Open, record.Rules["x"].Outcome));
        Assert.Equal(1, (await process.Findings.FindAsync("service:b", Cancel))!.Open);
    }

    [Fact]
    public async Task What_is_gone_is_fixed_with_the_reason_once()
    {
        var storage = await StorageFixture.NewAsync();
        using var process = new Process(storage);
        await process.Ledger.ApplyAsync("s1", [Failed("a", "x", "one")], At, Cancel);

        var first = await process.Ledger.RetireAsync("s2", ["service:a", "service:none"], "deleted", At.AddDays(1), Cancel);
        var again = await process.Ledger.RetireAsync("s2", ["service:a", "service:none"], "deleted", At.AddDays(1), Cancel);

        Assert.Equal((1, 1, 0), (first.Fixed, first.Written, again.Written));
        var finding = await process.Findings.FindFindingAsync(Finding.IdOf("x", "service:a"), Cancel);
        Assert.Equal((FindingState.Fixed, "deleted"), (finding!.State, finding.History[^1].Reason));
    }

    [Fact]
    public async Task A_sweep_that_dies_between_any_two_calls_ends_as_one_that_did_not()
    {
        RuleResult[] before = [.. Subjects().Select(subject => Failed(subject, "x", "one"))];
        RuleResult[] after =
            [.. Subjects().Select((subject, index) => index % 2 == 0 ? Passed(subject, "x") : Failed(subject, "x", "two"))];
        var expected = await RunAsync(before, after, int.MaxValue);
        for (var allowed = 0; ; allowed++)
        {
            var (dump, finished) = await RunAsync(before, after, allowed);
            Assert.Equal(expected.Dump, dump);
            if (finished)
            {
                return;
            }
        }
    }

    private static IEnumerable<string> Subjects() => Enumerable.Range(0, 4).Select(number => $"s{number}");

    private static async Task<(string Dump, bool Finished)> RunAsync(RuleResult[] before, RuleResult[] after, int allowed)
    {
        var storage = await StorageFixture.NewAsync();
        using (var process = new Process(storage))
        {
            await process.Ledger.ApplyAsync("s1", before, At, Cancel);
        }

        var finished = await TryAsync(storage, after, allowed);
        if (!finished)
        {
            Assert.True(await TryAsync(storage, after, int.MaxValue));
        }

        using var reader = new Process(storage);
        var records = await reader.Findings.SubjectsAsync(null, Cancel).Select(PlatformJson.Serialize).ToListAsync(Cancel);
        return (string.Join('\n', records), finished);
    }

    private static async Task<bool> TryAsync(StorageFixture storage, RuleResult[] results, int allowed)
    {
        using var process = new Process(storage, allowed);
        try
        {
            await process.Ledger.ApplyAsync("s2", results, At.AddDays(1), Cancel);
            return true;
        }
        catch (CutException)
        {
            return false;
        }
    }

    private static RuleResult Failed(string subject, string rule, params string[] evidence) =>
        Result(subject, rule, RuleOutcome.Failed) with { Evidence = [.. evidence.Select(text => new RuleEvidence(text))] };

    private static RuleResult Passed(string subject, string rule) => Result(subject, rule, RuleOutcome.Passed);

    // Observed at another time in each sweep, as facts are.
    private static RuleResult Result(string subject, string rule, RuleOutcome outcome) => new(
        rule, RuleSeverity.Warning,
        new(SubjectKind.Service, $"service:{subject}", subject, EntityRef.Parse("group:default/shop")), outcome, [],
        [new FactUse("f", "test", TimeProvider.System.GetUtcNow(), false)]);

    private sealed class Process : IDisposable
    {
        private readonly ServiceProvider _services;

        public Process(StorageFixture storage, int allowed = int.MaxValue)
        {
            var (tables, blobs) = (new TableClientOptions(), new BlobClientOptions());
            var cutter = new CallCutter(allowed);
            tables.AddPolicy(cutter, Azure.Core.HttpPipelinePosition.PerRetry);
            blobs.AddPolicy(cutter, Azure.Core.HttpPipelinePosition.PerRetry);
            tables.Retry.MaxRetries = blobs.Retry.MaxRetries = allowed == int.MaxValue ? 3 : 0;
            _services = new ServiceCollection()
                .AddSingleton(TimeProvider.System)
                .AddSingleton(new TableServiceClient(storage.ConnectionString, tables))
                .AddSingleton(new BlobServiceClient(storage.ConnectionString, blobs))
                .AddDriftFindingsStorage()
                .BuildServiceProvider();
        }

        public IFindingsLedger Ledger => _services.GetRequiredService<IFindingsLedger>();

        public IFindings Findings => _services.GetRequiredService<IFindings>();

        public void Dispose() => _services.Dispose();
    }
}
