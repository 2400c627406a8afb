using System.Text.Json.Nodes;
using Platform.Functions.Cli;
using Platform.TestKit.Metrics;

namespace Platform.Functions.Tests.Cli.Metrics;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("replay");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // V1, V2, V3 and back to V1, and an incident of V2.
    private static DeliveryStory Story => new DeliveryStory().Push(0, "a", "b", "c").Deploy("a", 1).Deploy("b", 2)
        .Incident("detected", "i", 2.5).Incident("resolved", "i", 3).Deploy("c", 3.5).Deploy("a", 4);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_gives_the_figures_per_component_and_day_and_what_they_rest_on()
    {
        var file = Write("events.ndjson", [.. Story.Events.Select(told => told.ToJsonString()), string.Empty]);

        var run = await CommandProcess.RunAsync(Cancel, "metrics", "replay", file, "--json");

        Assert.Equal(ExitCode.Fine, run.Status);
        var (result, report) = (run.Lines.Single(), run.Lines.Single()["report"]!);
        Assert.Equal((true, 7), ((bool)result["ok"]!, (int)result["events"]!["recorded"]!));
        var component = report["components"]!.AsArray().Single()!;
        Assert.Equal("component:default/orders", (string)component["component"]!);
        var day = component["days"]!.AsArray().Single()!;
        Assert.Equal(("2030-01-07", "2030-W02"), ((string)day["day"]!, (string)day["week"]!));
        Assert.Equal((4, 3, 0.25), (
            (int)day["figures"]!["deploymentFrequency"]!["raw"]!["count"]!,
            (int)day["figures"]!["deploymentFrequency"]!["net"]!["count"]!,
            (double)day["figures"]!["changeFailRate"]!["value"]!));
        Assert.True(day["figures"]!["changeLeadTimeToCustomer"]!.AsObject().ContainsKey("value"));
        Assert.Equal("noReleaseEvents", (string)day["figures"]!["changeLeadTimeToCustomer"]!["reason"]!);
        var deployments = report["deployments"]!.AsArray();
        Assert.Equal(["olderVersion"], deployments[3]!["rollback"]!.AsArray().Select(kind => (string)kind!));
        Assert.Equal((string)deployments[1]!["id"]!, (string)report["incidents"]![0]!["deployment"]!);
        Assert.Equal(3600d, (double)deployments[1]!["recoverySeconds"]!);
        Assert.Equal(
            [false, true, true],
            report["changes"]!.AsArray().Select(change => change!["leadTime"]!["seconds"] is not null));
    }

    [Fact]
    public async Task The_options_decide_whose_fault_it_is()
    {
        var file = Write("events.ndjson", [.. Story.Events.Select(told => told.ToJsonString())]);
        var options = Write("options.json", """{ "culpritAttribution": "latest", "timeZone": "Asia/Tokyo", "tierYear": 2023 }""");

        var run = await CommandProcess.RunAsync(Cancel, "metrics", "replay", file, "--options", options, "--json");

        var report = run.Lines.Single()["report"]!;
        Assert.Equal("Asia/Tokyo", (string)report["timeZone"]!);
        Assert.Equal([false, true, true, false], report["deployments"]!.AsArray().Select(row => (bool)row!["failed"]!));
        Assert.Equal(2023, (int)report["components"]![0]!["tiers"]!["year"]!);
    }

    [Fact]
    public async Task Errors_name_the_file_the_line_and_the_field_and_the_rest_is_still_told()
    {
        var broken = (JsonObject)Story.Events[1].DeepClone();
        broken["data"]!["customData"]!["commitSha"] = "HEAD";
        var file = Write(
            "events.ndjson", Story.Events[0].ToJsonString(), string.Empty, broken.ToJsonString(), "{",
            Story.Events[2].ToJsonString());

        var run = await CommandProcess.RunAsync(Cancel, "metrics", "replay", file, "--json");

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        Assert.Equal(
            [("field-format", 3, "data.customData.commitSha"), ("message-not-json", 4, null)],
            run.Lines.Single()["errors"]!.AsArray().Select(error => (
                (string)error!["code"]!, (int)error["line"]!, (string?)error["field"])));
        Assert.Single(run.Lines.Single()["report"]!["deployments"]!.AsArray());
        Assert.Contains("events.ndjson:3:1", run.Prose);
    }

    [Fact]
    public async Task Options_that_are_wrong_are_refused()
    {
        var file = Write("events.ndjson", Story.Events[0].ToJsonString());
        foreach (var options in new[] { """{"culprit":"latest"}""", """{"timeZone":"Mars/Olympus"}""", "[" })
        {
            var run = await CommandProcess.RunAsync(
                Cancel, "metrics", "replay", file, "--options", Write("options.json", options));

            Assert.Equal(ExitCode.InputAtFault, run.Status);
            Assert.Contains("options-invalid", run.Prose);
        }
    }

    [Fact]
    public async Task People_get_a_paragraph_per_component()
    {
        var file = Write("events.ndjson", [.. Story.Events.Select(told => told.ToJsonString())]);

        var run = await CommandProcess.RunAsync(Cancel, "metrics", "replay", file);

        Assert.Contains("rollbacks                       25% (1 of 4)", run.Output);
        Assert.Contains("change lead time to customer    none: NoReleaseEvents", run.Output);
    }

    [Fact]
    public async Task Validation_gives_a_line_per_event()
    {
        var pretty = Write("one.json", Story.Events[0].ToJsonString(new() { WriteIndented = true }));
        var batch = Write(
            "batch.json", new JsonArray(Story.Events[0].DeepClone(), Story.Events[1]["data"]!.DeepClone(), "x").ToJsonString());

        var run = await CommandProcess.RunAsync(Cancel, "events", "validate", pretty, batch, "--json");

        Assert.Equal(ExitCode.InputAtFault, run.Status);
        Assert.Equal([true, true, true, false], run.Lines.Select(line => (bool)line["valid"]!));
        Assert.Equal("[2]", (string)run.Lines[3]["errors"]![0]!["field"]!);
    }

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
