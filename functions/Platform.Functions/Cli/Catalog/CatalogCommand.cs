using Platform.Functions.Cli.Catalog.Export;
using Platform.Functions.Cli.Catalog.Import;

namespace Platform.Functions.Cli.Catalog;

/// <summary><c>catalog</c>: judges descriptors, and moves catalogs in and out of a running platform.</summary>
internal static class CatalogCommand
{
    private static readonly Dictionary<string, Func<string[], CancellationToken, Task<int>>> Verbs = new(StringComparer.Ordinal)
    {
        ["export"] = ExportCommand.RunAsync,
        ["import"] = ImportCommand.RunAsync,
        ["validate"] = ValidateCommand.RunAsync,
    };

    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken) =>
        args.Length > 0 && Verbs.TryGetValue(args[0], out var verb)
            ? verb(args[1..], cancellationToken)
            : throw new CommandException(ExitCode.Usage, $"usage: catalog {string.Join('|', Verbs.Keys)} ...");
}
