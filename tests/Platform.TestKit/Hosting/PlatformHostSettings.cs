using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Local.Runtime.Supervisor;
using Platform.TestKit.Services;

namespace Platform.TestKit.Hosting;

/// <summary>
/// The settings of one app under test. They start from the sample, so that nothing of the developer's own settings gets in.
/// </summary>
public sealed class PlatformHostSettings
{
    public ApiKey AdminKey { get; } = ApiKey.Generate();

    public string Organization { get; } = $"org-{Guid.NewGuid():N}"[..16];

    public string WebhookSecret { get; } = Guid.NewGuid().ToString("N");

    /// <value>The values of <c>local.settings.sample.json</c>.</value>
    public static IReadOnlyDictionary<string, string?> Sample { get; } = ReadSample();

    public IDictionary<string, string?> For(string storage, LocalServices services) => new Dictionary<string, string?>(Sample)
    {
        ["LocalHttpPort"] = "0",
        ["AzureWebJobsStorage"] = storage,
        ["AccessBootstrapKey"] = AdminKey.Reveal(),
        ["GitHubApiUrl"] = services.ForgeUrl.AbsoluteUri,
        ["GitHubToken"] = services.ForgeToken,
        ["GitHubIsForge"] = "true",
        ["GitHubWebhookSecret"] = WebhookSecret,
        ["PagerDutyWebhookSecrets"] = $"the-one-before,{SenderDriver.PagerDutySecret}",
        ["TaskSecretsKeyFile"] = Path.Combine(RepositoryRoot.Path, ".local", "tests", "task-secrets.key"),
        ["CatalogOrganizations"] = Organization,
        // Tests start the sweeps that they are about.
        ["CatalogSweepSchedule"] = "0 0 0 1 1 *",
        // Lost webhooks stay lost where a test is about that.
        ["MetricsReconcileSchedule"] = "0 0 0 29 2 *",
        // Once in four years: tests begin their sweeps themselves.
        ["DriftSlowSchedule"] = "0 0 0 29 2 *",
        ["DriftSweepSchedule"] = "0 0 0 29 2 *",
        ["DriftReportSchedule"] = "0 0 0 29 2 *",
        ["PeopleSweepSchedule"] = "0 0 0 29 2 *",
        // Tests of other things may bring in people and teams; those of the rules have rules of their own.
        ["CatalogRules"] = """[{"allow":["*"]}]""",
    };

    private static Dictionary<string, string?> ReadSample()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "local.settings.sample.json"));
        return JsonNode.Parse(text)!["Values"]!.AsObject().ToDictionary(value => value.Key, value => (string?)value.Value);
    }
}
