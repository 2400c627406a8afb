using System.Diagnostics;
using Azure.Data.Tables;
using Platform.Benchmarks.Reporting;
using Platform.Benchmarks.Scaffolding;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Drift;

/// <summary>Has everything swept and says what that took: time, calls, rows and memory.</summary>
internal sealed class MeasuredSweeps(PlatformHost host, OrganizationDriver organization, BenchmarkReport report, int repositories)
{
    private const double Megabyte = 1024 * 1024;

    public async Task ColdAsync()
    {
        report.Say("cold: nothing is known");
        await MeasureAsync(new { });
    }

    public async Task UnchangedAsync(string title)
    {
        report.Say(title);
        var before = await FactRowsAsync();
        var seconds = await MeasureAsync(new { });
        var after = await FactRowsAsync();
        report.Add(Figure.AtMost("a sweep that finds nothing new", seconds, "s", 60));
        report.Add(Figure.AtMost("rows of repositories that it wrote", after.Except(before).Count(), "rows", 0));
    }

    public async Task SlowAsync(int some)
    {
        report.Say($"the slow cycle: what no listing shows, of {some} repositories; then the same again");
        await MeasureAsync(new { slow = true });
    }

    private async Task<double> MeasureAsync(object scope)
    {
        using var calls = new OutgoingCalls(organization.Address);
        using var memory = new MemoryWatch();
        var sequence = await organization.SequenceAsync();
        calls.Reset();
        var watch = Stopwatch.StartNew();
        var id = await host.Client.StartSweepAsync(CancellationToken.None, scope, "drift");
        var result = await LongSweep.EndAsync(host.Client, id, "drift");
        var seconds = watch.Elapsed.TotalSeconds;
        var asked = await organization.RequestsAsync(sequence);
        report.Add(new("time", seconds, "s"));
        report.Add(new("repositories/s, all of it", repositories / seconds, "repositories/s"));
        var listings = asked.Count(call => call.Call == "GET /orgs/{org}/repos");
        report.Add(Figure.AtMost(
            "calls that list the organisation", listings, "calls", Math.Ceiling((repositories + 1) / 100.0)));
        report.Add(new("calls to GitHub", asked.Count, "calls"));
        foreach (var kind in asked.GroupBy(call => $"{call.Call} {call.Status}").OrderByDescending(kind => kind.Count()))
        {
            report.Add(new($"  {kind.Key}", kind.Count(), "calls"));
        }

        report.Add(new("calls to storage that read", calls.ByTarget.Where(IsRead).Sum(one => one.Count), "calls"));
        report.Add(new("calls to storage that write", calls.ByTarget.Where(one => !IsRead(one)).Sum(one => one.Count), "calls"));
        foreach (var (what, count) in calls.ByTarget.Take(12))
        {
            report.Add(new($"  {what}", count, "calls"));
        }

        var judged = result["judged"]!;
        report.Add(new("subjects judged", (int)judged["subjects"]!, "subjects"));
        report.Add(new("rule results", (int)judged["results"]!, "results"));
        report.Add(new("of them failed", (int)judged["failed"]!, "results"));
        report.Add(new("of them unknown", (int)judged["unknown"]!, "results"));
        report.Add(new("rows of facts written", (int)result["reports"]![0]!["rowsWritten"]!, "rows"));
        report.Add(new("rows of findings written", (int)judged["rowsWritten"]!, "rows"));
        var (before, peak, after) = memory.Finish();
        report.Add(new("managed memory before", before / Megabyte, "MiB"));
        report.Add(new("managed memory, most that was held", peak / Megabyte, "MiB"));
        report.Add(new("managed memory after", after / Megabyte, "MiB"));
        report.Add(new("of the process, most so far", memory.MostResident / Megabyte, "MiB"));
        return seconds;
    }

    private static bool IsRead((string What, long Count) call) =>
        call.What.StartsWith("GET ", StringComparison.Ordinal) || call.What.StartsWith("HEAD ", StringComparison.Ordinal);

    /// <summary>With their tags: a row that was written again has another one.</summary>
    private async Task<HashSet<string>> FactRowsAsync()
    {
        var rows = new HashSet<string>();
        var stored = host.Storage.Tables.GetTableClient("driftfacts").QueryAsync<TableEntity>(
            row => row.PartitionKey == "repositories", select: ["RowKey", "Timestamp"]);
        await foreach (var row in stored)
        {
            rows.Add($"{row.RowKey} {row.ETag}");
        }

        return rows;
    }
}
