using Platform.Core.Primitives;
using Platform.Functions.Cli;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;

namespace Platform.Functions.Tests.Cli.Metrics;

public sealed class SendEventsCommandTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>, IDisposable
{
    private readonly PlatformHost _host = fixture.Host;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("send");
    private readonly string _name = $"f{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Events_are_sent_in_batches_and_once()
    {
        var file = Write("events.ndjson", [.. Enumerable.Range(0, 1100).Select(Event)]);

        var first = await SendAsync(file, "--json");
        var second = await SendAsync(file, "--json");

        Assert.Equal((ExitCode.Fine, ExitCode.Fine), (first.Status, second.Status));
        Assert.Equal(1100, first.Lines.Count(line => (string)line["outcome"]! == "recorded"));
        Assert.Equal(1100, second.Lines.Count(line => (string)line["outcome"]! == "repeated"));
        Assert.Equal(
            (1, $"{_name}-0", 0), (
                (int)first.Lines[0]["line"]!, (string)first.Lines[0]["id"]!, first.Lines[0]["errors"]!.AsArray().Count));
        Assert.Contains("events.ndjson: 500 of 1100", first.Prose);
    }

    [Fact]
    public async Task A_command_that_was_cut_off_goes_on_where_it_was()
    {
        var file = Write("events.ndjson", [.. Enumerable.Range(0, 700).Select(Event)]);
        var position = Path.Combine(_folder.FullName, "position.json");
        var identity = ContentHash.Of(await File.ReadAllBytesAsync(file, Cancel));
        await File.WriteAllTextAsync(position, $$"""{"{{identity}}":500}""", Cancel);

        var rest = await SendAsync(file, "--resume", position, "--json");
        var nothing = await SendAsync(file, "--resume", position, "--json");
        await File.AppendAllTextAsync(file, Event(700) + "\n", Cancel);
        var changed = await SendAsync(file, "--resume", position, "--json");

        Assert.Equal(
            (501, 700, 0, 701),
            ((int)rest.Lines[0]["line"]!, (int)rest.Lines[^1]["line"]!, nothing.Lines.Count, changed.Lines.Count));
        Assert.Contains("700 sent before", nothing.Prose);
    }

    [Fact]
    public async Task Nothing_is_sent_of_files_with_problems_unless_they_may_be_left_out()
    {
        var file = Write("events.ndjson", Event(1), "{", Event(2));

        var refused = await SendAsync(file, "--json");
        var sent = await SendAsync(file, "--skip-invalid", "--json");

        Assert.Equal((ExitCode.InputAtFault, ExitCode.InputAtFault), (refused.Status, sent.Status));
        Assert.Equal((2, "message-not-json"), (
            (int)Assert.Single(refused.Lines)["line"]!, (string)refused.Lines[0]["errors"]![0]!["code"]!));
        Assert.Contains("Nothing was sent", refused.Prose);
        Assert.Equal(["invalid", "recorded", "recorded"], sent.Lines.Select(line => (string)line["outcome"]!));
    }

    [Fact]
    public async Task What_the_platform_refuses_is_told_by_line()
    {
        await SendAsync(Write("one.ndjson", Event(1)));
        var other = new DeploymentEventBuilder().Of(_name, $"{_name}-1").With("data.subject.content.environment.id", "staging");

        var alone = await SendAsync(Write("two.ndjson", other.Json().ToJsonString()), "--json");
        var among = await SendAsync(Write("three.ndjson", Event(2), other.Json().ToJsonString()));

        Assert.Equal((ExitCode.InputAtFault, ExitCode.InputAtFault), (alone.Status, among.Status));
        Assert.Equal(("refused", "event-id-reused"), (
            (string)alone.Lines[0]["outcome"]!, (string)alone.Lines[0]["errors"]![0]!["code"]!));
        Assert.Contains("three.ndjson:2:1: event-id-reused", among.Output);
    }

    [Fact]
    public async Task Deployments_and_incidents_of_tables_are_in_the_figures()
    {
        var deployments = Write(
            "deployments.csv", "service,env,deploy id,finished,result", $"{_name},production,1,2030-01-02 10:00,success",
            $"{_name},production,2,2030-01-03 10:00,failed");
        var incidents = Write(
            "incidents.csv", "incident_id,service,created_at,resolved_at",
            $"{_name},{_name},2030-01-02T10:30:00Z,2030-01-02T11:00:00Z");

        var run = await SendAsync(deployments, "--map", "finished=finishedAt", "--time-zone", "UTC");
        Assert.True(run.Status == ExitCode.Fine, run.Output + run.Prose);
        run = await SendAsync(incidents);
        Assert.True(run.Status == ExitCode.Fine, run.Output + run.Prose);

        await _host.RollUpAsync(Cancel);
        var figures = (await _host.DoraAsync($"component:{_name}", Cancel))["figures"]!;
        Assert.Equal((1, 1, 1.0, 3600.0), (
            (int)figures["deploymentFrequency"]!["raw"]!["count"]!, (int)figures["failedAttempts"]!,
            (double)figures["changeFailRate"]!["value"]!, (double)figures["failedDeploymentRecoveryTime"]!["value"]!));
    }

    [Fact]
    public async Task Problems_of_a_table_name_line_column_and_field()
    {
        var file = Write("deployments.csv", "service,finishedAt", $"{_name},2030-01-02T10:00:00Z", "a b,noon");

        var run = await SendAsync(file, "--json");

        var errors = run.Lines.SelectMany(line => line["errors"]!.AsArray()).ToList();
        Assert.Equal(
            [("finishedAt", 3, 5)], errors.Select(error => (
                (string)error!["field"]!, (int)error["line"]!, (int)error["column"]!)));
    }

    [Theory]
    [InlineData("events", "send")]
    [InlineData("events", "send", "there-is-no-such-file.ndjson")]
    [InlineData("events", "send", "x.csv", "--map", "nothing")]
    [InlineData("events", "send", "x.csv", "--time-zone", "Mars/Olympus")]
    [InlineData("events", "send", "x.csv", "--kind", "weather")]
    public async Task What_makes_no_sense_is_told_with_the_usage(params string[] arguments)
    {
        var run = await CommandProcess.RunAsync(Environment(), Cancel, arguments);

        Assert.Equal(ExitCode.Usage, run.Status);
        Assert.Contains("usage: events send", run.Prose);
    }

    private Task<CommandProcess> SendAsync(string file, params string[] options) =>
        CommandProcess.RunAsync(Environment(), Cancel, ["events", "send", file, .. options]);

    private Dictionary<string, string> Environment() => new()
    {
        ["PLATFORM_BASE_URL"] = _host.ApiAddress.AbsoluteUri,
        ["PLATFORM_API_KEY"] = _host.Client.DefaultRequestHeaders.Authorization!.Parameter!,
    };

    private string Event(int number) => new DeploymentEventBuilder().Of(_name, $"{_name}-{number}").Json().ToJsonString();

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
