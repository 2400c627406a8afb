using Platform.Adapters.Backstage;

namespace Platform.Functions.Cli.Catalog.Import;

/// <summary>
/// <c>catalog import</c>: brings what a Backstage has into a running platform. It reads everything before it writes anything, so
/// that an outage leaves no half import; ended at any other moment and run again, it comes to the same.
/// </summary>
internal static class ImportCommand
{
    private const string TokenVariable = "BACKSTAGE_TOKEN";

    private const string Usage =
        "usage: catalog import --backstage URL|APP-CONFIG.yaml|FOLDER [--dry-run] [--copy] [--json]\n"
        + $"                      [--token-file FILE] {PlatformApi.Options}\n"
        + "What the platform can read by itself where Backstage reads it is registered, so that it stays true; the rest is "
        + "copied.\n"
        + "With --copy everything is copied that the platform has not got already. Nothing is ever removed.\n"
        + $"Backstage's token is in --token-file or {TokenVariable}. {PlatformApi.Explained}";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var arguments = CommandArguments.Parse(
            args, Usage, ["dry-run", "copy", "json"], ["backstage", "token-file", "platform", "key-file"]);
        if (arguments.Positional.Count > 0 || arguments.Text("backstage") is not { Length: > 0 } what)
        {
            throw new CommandException(ExitCode.Usage, Usage);
        }

        using var platform = PlatformApi.Of(arguments, Usage);
        var progress = new CommandProgress(Console.Error);
        var material = await ReadAsync(what, arguments, progress, cancellationToken);
        var run = new ImportRun(platform, progress, arguments.Has("dry-run"), arguments.Has("copy"));
        var items = await run.RunAsync(material, cancellationToken);
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        return new ImportReport(output, Console.Error, arguments.Has("json"), arguments.Has("dry-run"))
            .Write(items, material);
    }

    private static async Task<ImportMaterial> ReadAsync(
        string what, CommandArguments arguments, CommandProgress progress, CancellationToken cancellationToken)
    {
        if (BackstageAddress.TryParse(what, out var root))
        {
            var token = CommandSecrets.Read(arguments, "token-file", TokenVariable);
            return await BackstageMaterial.ReadAsync(root, token, TokenVariable, progress, cancellationToken);
        }

        if (what.Contains("://", StringComparison.Ordinal))
        {
            throw new CommandException(
                ExitCode.Usage, $"'{what}' is no address of a Backstage; expected {BackstageAddress.Requirements}.\n{Usage}");
        }

        return await FileMaterial.ReadAsync(what, Usage, cancellationToken);
    }
}
