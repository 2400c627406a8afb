using Platform.Core.Metrics.Files;

namespace Platform.Functions.Cli.Metrics.Sending;

/// <summary>
/// <c>events send</c>: brings the events of files to a running platform. All of a file is looked at before any of it is sent.
/// What was sent before is known there, so that a command that was cut off is repeated without harm, and with <c>--resume</c>
/// from where it was.
/// </summary>
internal static class SendEventsCommand
{
    private const string Usage =
        $"usage: events send FILE... [--json] [--skip-invalid] [--resume FILE] {PlatformApi.Options}\n"
        + $"  CSV: {CsvArguments.Options}\n{PlatformApi.Explained}";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var arguments = CommandArguments.Parse(
            args, Usage, ["json", "skip-invalid"], ["platform", "key-file", "resume", .. CsvArguments.Names]);
        if (arguments.Positional.Count == 0)
        {
            throw new CommandException(ExitCode.Usage, Usage);
        }

        var csv = CsvArguments.Parse(arguments, Usage);
        using var api = PlatformApi.Of(arguments, Usage);
        var position = arguments.Text("resume") is { } file ? SendPosition.Read(file) : null;
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        var report = new SendReport(output, Console.Error, arguments.Has("json"));
        var plans = new List<FilePlan>();
        foreach (var name in arguments.Positional)
        {
            plans.Add(await PlanAsync(name, csv, report, cancellationToken));
        }

        if (plans.Exists(plan => plan.Invalid > 0) && !arguments.Has("skip-invalid"))
        {
            await Console.Error.WriteLineAsync("Nothing was sent: mend what is wrong, or leave it out with --skip-invalid.");
            return ExitCode.InputAtFault;
        }

        var sending = new EventSending(api, report, position);
        foreach (var plan in plans)
        {
            var events = EventFiles.ReadAsync(plan.File, csv, Usage, cancellationToken);
            await sending.SendAsync(plan, events, cancellationToken);
        }

        await report.EndAsync();
        return report.IsClean ? ExitCode.Fine : ExitCode.InputAtFault;
    }

    private static async Task<FilePlan> PlanAsync(
        string file, CsvOptions csv, SendReport report, CancellationToken cancellationToken)
    {
        var (valid, invalid) = (0, 0);
        await foreach (var filed in EventFiles.ReadAsync(file, csv, Usage, cancellationToken))
        {
            if (filed.Event.IsOk)
            {
                valid++;
                continue;
            }

            invalid++;
            await report.InvalidAsync(file, filed);
        }

        return new(file, await FileIdentity.OfAsync(file, cancellationToken), valid, invalid);
    }
}

/// <param name="Identity">Of the file's content.</param>
internal sealed record FilePlan(string File, string Identity, int Valid, int Invalid);
