using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Platform.Benchmarks.Reporting;
using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Evaluation;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.Functions.Drift.Sweeps;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Drift;

/// <summary>Whole sweeps of a large organisation, cold and unchanged, and the rules alone.</summary>
internal sealed class DriftBenchmark : IBenchmark
{
    private const int Rounds = 3;

    public string Name => "drift";

    public string Description =>
        "whole sweeps against the forge, cold and unchanged, and the rules alone; --repositories N, --slow N (0: none)";

    public async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var (count, slow) = (arguments.Number("repositories", 10_000), arguments.Number("slow", 500));
        var report = new BenchmarkReport("drift", arguments, new Dictionary<string, string>
        {
            ["storage"] = "Azurite, in memory",
        });
        report.Say($"drift: {count:N0} repositories in the forge, each a service with a descriptor, a workflow, docs and a");
        report.Say("  manifest; the app in this process, storage in Azurite, in memory. Calls are counted on their way out.");
        await using var host = await PlatformHost.StartAsync(
            settings => settings[nameof(DriftSweepOptions.DriftSlowCalls)] = $"{slow * CollectionLimits.SlowCallsEach}",
            services => services.AddSingleton(new CollectionLimits { PushMargin = TimeSpan.FromSeconds(-1) }));
        using var organization = await OrganizationDriver.OpenAsync(host.Organization);
        await DriftOrganization.MakeAsync(organization, count, report.Say);
        await DriftOrganization.RegisterAsync(host, count, report.Say);
        var sweeps = new MeasuredSweeps(host, organization, report, count);
        await sweeps.ColdAsync();
        await sweeps.UnchangedAsync("unchanged, the first one");
        await sweeps.UnchangedAsync("unchanged, the second one");
        if (slow > 0)
        {
            await sweeps.SlowAsync(slow);
        }

        await EvaluateAsync(host, report);
        await report.FinishAsync();
        return 0;
    }

    /// <summary>The facts and the world as the sweep stored them, all in memory; nothing is read or written meanwhile.</summary>
    private static async Task EvaluateAsync(PlatformHost host, BenchmarkReport report)
    {
        var now = TimeProvider.System.GetUtcNow();
        var world = await host.Services.GetRequiredService<IDriftWorlds>()
            .GetAsync("benchmark", [host.Organization], now, CancellationToken.None);
        var lifetimes = host.Services.GetRequiredService<FactLifetimes>();
        var path = await host.Services.GetRequiredService<IGoldenPathSource>().CurrentAsync(CancellationToken.None);
        var inputs = new List<DriftInput>();
        var records = host.Services.GetRequiredService<IDriftFacts>().ReadAsync(0, long.MaxValue, CancellationToken.None);
        await foreach (var record in records)
        {
            var facts = record.Facts(world.FreshnessOf(record.Entry.Organization), lifetimes);
            var input = DriftInput.Of(facts, world);
            inputs.Add(input);
            inputs.AddRange(input.Entities.Select(entity => DriftInput.Of(entity, facts, world)));
        }

        var evaluation = new DriftEvaluation();
        var (results, seconds) = (0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            results = inputs.Sum(input => evaluation.Evaluate(input, world, path, now).Count);
            seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }

        var repositories = inputs.Count(input => input.Subject.Kind == SubjectKind.Repository);
        report.Add(Figure.AtLeast(
            "the rules alone, on one core", results / seconds, "rule results/s", 50_000));
        report.Add(new("the same", repositories / seconds, "repositories/s"));
        report.Add(new("rule results of a repository and its entities", results / (double)repositories, "results"));
    }
}
