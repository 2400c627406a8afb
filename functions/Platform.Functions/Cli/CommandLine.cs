using Platform.Functions.Cli.Catalog;
using Platform.Functions.Cli.Demo;
using Platform.Functions.Cli.Doctor;
using Platform.Functions.Cli.Drift;
using Platform.Functions.Cli.Metrics;
using Platform.Functions.Cli.Templates;
using Platform.Local.Runtime.Supervisor;

namespace Platform.Functions.Cli;

/// <summary>
/// The platform's command line: there when the first argument is a verb. Progress and prose go to stderr, results to stdout.
/// </summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, Func<string[], CancellationToken, Task<int>>> Verbs = new(StringComparer.Ordinal)
    {
        ["catalog"] = CatalogCommand.RunAsync,
        ["demo"] = DemoCommand.RunAsync,
        ["doctor"] = DoctorCommand.RunAsync,
        ["drift"] = DriftCommand.RunAsync,
        ["events"] = EventsCommand.RunAsync,
        ["metrics"] = MetricsCommand.RunAsync,
        ["templates"] = TemplatesCommand.RunAsync,
    };

    public static bool Handles(string[] args) => args.Length > 0 && Verbs.ContainsKey(args[0]);

    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return await Verbs[args[0]](args[1..], stop.Token);
        }
        catch (CommandException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return refused.ExitCode;
        }
        catch (LocalServicesException missing)
        {
            await Console.Error.WriteLineAsync(missing.Message);
            return ExitCode.EnvironmentAtFault;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return ExitCode.EnvironmentAtFault;
        }
    }
}

/// <summary>Ends a command with a sentence for its user.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
