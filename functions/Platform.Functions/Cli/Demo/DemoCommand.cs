using System.Diagnostics;
using System.Globalization;
using Platform.Core.Primitives;
using Spectre.Console;

namespace Platform.Functions.Cli.Demo;

/// <summary>
/// <c>demo</c>: everything from nothing. Starts storage, forge and host, makes a service, and checks for itself that it clones,
/// is in the catalog and has a green CI run.
/// </summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = DemoOptions.Parse(args);
        IDemoScreen screen = Console.IsErrorRedirected
            ? new PlainScreen(Console.Error)
            : new LiveScreen(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));
        screen.Report("Starting storage and forge ...");
        await using var host = await DemoHost.StartAsync(screen, cancellationToken);
        screen.Report(Invariant($"Storage and forge are up ({host.ServicesSeconds:0.0} s)."));
        screen.Report(Invariant($"The host answers at {host.Url} ({host.HostSeconds:0.0} s)."));
        var report = await ScaffoldAsync(host, options, screen, cancellationToken);
        Console.Out.Write(options.Json ? PlatformJson.Serialize(report) + "\n" : DemoSummary.Of(report));
        if (!options.Exit)
        {
            screen.Report($"The host keeps running at {host.Url} until Ctrl+C. Admin key: {host.Key}");
            await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return report.Ok ? ExitCode.Fine : ExitCode.InputAtFault;
    }

    private static async Task<DemoReport> ScaffoldAsync(
        DemoHost host, DemoOptions options, IDemoScreen screen, CancellationToken cancellationToken)
    {
        var api = new DemoApi(host.Client);
        var form = await api.GetFormAsync(options.Template, cancellationToken);
        var values = DemoParameters.Choose(form, options.Values, UniqueName());
        screen.Report($"Making a service from template {options.Template}: {values.ToJsonString()}");
        var watch = Stopwatch.StartNew();
        var taskId = await api.CreateTaskAsync(options.Template, values, cancellationToken);
        screen.Report($"Watch it: {await api.CreatePageLinkAsync($"portal/tasks/{taskId}", cancellationToken)}");
        var told = new TaskFollower(host.Client).FollowAsync(taskId, cancellationToken);
        var events = await screen.FollowAsync(told, cancellationToken);
        var taskSeconds = watch.Elapsed.TotalSeconds;
        return await CheckAsync(host, new TaskStory(taskId, events), options.Template, taskSeconds, api, cancellationToken);
    }

    private static async Task<DemoReport> CheckAsync(
        DemoHost host, TaskStory story, string template, double taskSeconds, DemoApi api, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var clone = await DemoFacts.CloneAsync(story.Text("remoteUrl"), story.Text("commitHash"), cancellationToken);
        var (entity, entityUrl) = await DemoFacts.EntityAsync(api, story.Text("entityRef"), cancellationToken);
        var checkSeconds = watch.Elapsed.TotalSeconds;
        var started = Process.GetCurrentProcess().StartTime.ToUniversalTime();
        var ownSeconds = Math.Max(0, taskSeconds - story.CiSeconds);
        return new()
        {
            TaskId = story.TaskId,
            Template = template,
            Phases =
            [
                new("Storage and forge", Round(host.ServicesSeconds)),
                new("Host", Round(host.HostSeconds)),
                .. story.Steps,
                new("Checks", Round(checkSeconds)),
            ],
            CloneUrl = story.Text("remoteUrl"),
            Commit = story.Text("commitHash"),
            EntityRef = story.Text("entityRef"),
            EntityUrl = entityUrl,
            Ci = story.Ci,
            Facts = [clone, entity, DemoFacts.Ci(story.Ci)],
            Figures =
            [
                .. story.Error is null
                    ? [new DemoFigure("platform's own share of the scaffold", Round(ownSeconds), 5)]
                    : Array.Empty<DemoFigure>(),
                new("host ready after storage", Round(host.HostSeconds), 3),
                new("whole demo so far", Round((DateTime.UtcNow - started).TotalSeconds), 30),
            ],
            Error = story.Error,
        };
    }

    private static double Round(double seconds) => Math.Round(seconds, 2);

    private static string UniqueName() =>
        $"demo-{DateTimeOffset.UtcNow.ToString("MMdd-HHmmss", CultureInfo.InvariantCulture)}-{Environment.ProcessId % 1000}";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
