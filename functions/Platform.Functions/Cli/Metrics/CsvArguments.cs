using Platform.Core.Metrics.Files;

namespace Platform.Functions.Cli.Metrics;

/// <summary>What a command is told of CSV files.</summary>
internal static class CsvArguments
{
    public const string Options =
        "[--kind deployments|incidents] [--map COLUMN=FIELD,...] [--source S] [--component C] [--environment E] [--time-zone Z]";

    public static readonly string[] Names = ["kind", "map", "source", "component", "environment", "time-zone"];

    /// <exception cref="CommandException">An option makes no sense.</exception>
    public static CsvOptions Parse(CommandArguments arguments, string usage) => new(
        arguments.Text("kind") is { } kind ? KindOf(kind, usage) : null,
        arguments.Text("map") is { } map ? MapOf(map, usage) : null,
        arguments.Text("source"),
        arguments.Text("component"),
        arguments.Text("environment"),
        arguments.Text("time-zone") is { } zone ? ZoneOf(zone, usage) : null);

    private static CsvKind KindOf(string text, string usage) => text switch
    {
        "deployments" => CsvKind.Deployments,
        "incidents" => CsvKind.Incidents,
        _ => throw new CommandException(ExitCode.Usage, $"'{text}' is no kind of rows.\n{usage}"),
    };

    private static Dictionary<string, string> MapOf(string text, string usage)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = pair.LastIndexOf('=');
            if (at <= 0 || at == pair.Length - 1 || !map.TryAdd(pair[..at].Trim(), pair[(at + 1)..].Trim()))
            {
                throw new CommandException(ExitCode.Usage, $"'{pair}' maps no column to a field.\n{usage}");
            }
        }

        return map;
    }

    private static TimeZoneInfo ZoneOf(string text, string usage) => TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone)
        ? zone : throw new CommandException(ExitCode.Usage, $"'{text}' is no IANA time zone.\n{usage}");
}
