using System.Runtime.CompilerServices;
using Platform.Core.Metrics.Files;
using Platform.Core.Metrics.Replay;

namespace Platform.Functions.Cli.Metrics;

/// <summary>Opens files of events for commands: NDJSON and JSON by what they hold, CSV by its ending.</summary>
internal static class EventFiles
{
    public static async IAsyncEnumerable<FiledEvent> ReadAsync(
        string file, CsvOptions csv, string usage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new CommandException(ExitCode.Usage, $"There is no file '{file}'.\n{usage}");
        }

        await using var content = Open(file);
        await foreach (var filed in Events(file, content, csv).WithCancellation(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return filed;
        }
    }

    private static IAsyncEnumerable<FiledEvent> Events(string file, FileStream content, CsvOptions csv) =>
        Path.GetExtension(file).ToLowerInvariant() is ".csv" or ".tsv"
            ? CsvEvents.Read(file, new StreamReader(content), csv).ToAsyncEnumerable()
            : EventFile.ReadAsync(file, content);

    private static FileStream Open(string file)
    {
        try
        {
            return new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, useAsync: false);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.EnvironmentAtFault, $"'{file}' can't be read: {unreadable.Message}");
        }
    }
}
