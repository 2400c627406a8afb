using System.Text.Json;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

// Starts the app on a storage account and a forge organisation of its own, says on one line where everything is, in the names
// that the suite otherwise takes from its environment, and ends when its input does: also when the suite was killed.
var directory = Directory.CreateTempSubdirectory("platform-conformance-");
IDictionary<string, string?> settings = new Dictionary<string, string?>();
await using (var host = await HostProcess.StartAsync(CancellationToken.None, values =>
{
    values["LocalDirectory"] = directory.FullName;
    values["TemplatesDirectory"] = Path.Combine(RepositoryRoot.Path, "tests/Platform.Conformance/Templates");
    values["SlackSigningSecret"] = ChatHost.SigningSecret;
    values["SlackResponseHosts"] = SlackReceiver.FreeOrigin();
    settings = values;
}))
{
    await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new Dictionary<string, string?>
    {
        ["PLATFORM_BASE_URL"] = new Uri(host.Client.BaseAddress!, "/").AbsoluteUri,
        ["PLATFORM_API_KEY"] = settings["AccessBootstrapKey"],
        ["PLATFORM_SYSTEM_KEY"] = await File.ReadAllTextAsync(Path.Combine(directory.FullName, "durabletask.key")),
        ["PLATFORM_STORAGE"] = host.Storage.ConnectionString,
        ["PLATFORM_WEBHOOK_SECRET"] = settings["GitHubWebhookSecret"],
        ["PLATFORM_SLACK_SECRET"] = settings["SlackSigningSecret"],
        ["PLATFORM_SLACK_REPLIES"] = settings["SlackResponseHosts"],
        ["PLATFORM_GITHUB_URL"] = settings["GitHubApiUrl"],
        ["PLATFORM_GITHUB_TOKEN"] = settings["GitHubToken"],
        ["PLATFORM_ORGANIZATION"] = host.Organization,
    }));
    await Console.In.ReadToEndAsync();
}

directory.Delete(recursive: true);
