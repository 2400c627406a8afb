using System.Globalization;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>How Azurite is installed, started and addressed.</summary>
internal static class AzuriteService
{
    public const string Name = "azurite";
    public const string Account = "devstoreaccount1";

    // The emulator's documented key: every tool that knows "UseDevelopmentStorage=true" knows it.
    private const string AccountKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // Short, because all accounts travel in one environment variable (at most 128 KiB on Linux).
    private const string TestKey = "a2V5";

    public static NpmInstall Install(LocalServicesOptions options) => new(
        "Azurite (the storage emulator)",
        Path.Combine(Path.GetDirectoryName(typeof(AzuriteService).Assembly.Location)!, "Azurite"),
        Path.Combine(options.Tools, "azurite"));

    public static async Task<ServiceSpec> SpecAsync(
        LocalServicesOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var install = Install(options);
        var tools = await NodeTools.FindAsync(options.SearchPath, install.Name, cancellationToken).ConfigureAwait(false);
        var folder = await install.EnsureAsync(options.SearchPath, progress, cancellationToken).ConfigureAwait(false);
        return new ServiceSpec
        {
            Name = Name,
            RootDirectory = options.RootDirectory,
            Signature = SignatureOf(options, folder),
            FileName = tools.Node,
            Arguments = ArgumentsOf(options, install, folder),
            Environment = options.TestAccounts == 0
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { ["AZURITE_ACCOUNTS"] = AccountsOf(options.TestAccounts) },
            ReadyPattern = @"Azurite (?<name>Blob|Queue|Table) service is successfully listening at (?<url>\S+)",
            ReadyLines = 3,
            Linger = options.Linger,
            // It writes its whole metadata as it ends; killing it then would lose what it acknowledged.
            StopPatience = TimeSpan.FromSeconds(60),
        };
    }

    public static string TestAccountName(int number) => number.ToString("'t'0000", CultureInfo.InvariantCulture);

    public static string ConnectionString(ServiceEndpoints endpoints, string account)
    {
        var key = account == Account ? AccountKey : TestKey;
        var addresses = endpoints.Urls
            .OrderBy(url => url.Key, StringComparer.Ordinal)
            .Select(url => $"{url.Key}Endpoint={url.Value.GetLeftPart(UriPartial.Authority)}/{account}");
        return $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={key};{string.Join(';', addresses)}";
    }

    private static string SignatureOf(LocalServicesOptions options, string folder)
    {
        var persistence = options.InMemory ? "in memory" : "on disk";
        return $"{Path.GetFileName(folder)}, {persistence}, {options.TestAccounts} accounts";
    }

    private static List<string> ArgumentsOf(LocalServicesOptions options, NpmInstall install, string folder)
    {
        List<string> arguments =
        [
            "--require", Path.Combine(install.Manifest, "stop-with-keeper.cjs"),
            .. options.InMemory ? (string[])["--require", Path.Combine(install.Manifest, "keep-in-memory.cjs")] : [],
            Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js"),
            // The newest SDKs speak a service version that Azurite does not know yet.
            "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ];
        foreach (var service in (string[])["blob", "queue", "table"])
        {
            arguments.AddRange([$"--{service}Host", "127.0.0.1", $"--{service}Port", "0"]);
        }

        arguments.AddRange(options.InMemory
            ? ["--inMemoryPersistence"]
            : ["--location", Path.Combine(Path.GetFullPath(options.RootDirectory), "storage")]);
        return arguments;
    }

    private static string AccountsOf(int count) => string.Join(
        ';', Enumerable.Range(0, count).Select(n => $"{TestAccountName(n)}:{TestKey}").Prepend($"{Account}:{AccountKey}"));
}
