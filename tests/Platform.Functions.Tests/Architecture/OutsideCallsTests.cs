using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Architecture;

/// <summary>
/// A platform that may only read is kept from writing in the client of the source control. That holds as long as nothing else
/// calls outside to change something there: whoever comes to call outside must be thought of here.
/// </summary>
public sealed class OutsideCallsTests
{
    private static readonly string[] Makers = ["new HttpClient", "new SocketsHttpHandler", "WebTransport.Create("];

    private static readonly Dictionary<string, string> Known = new()
    {
        ["functions/Platform.Adapters/ArgoCd/ArgoCdHttp.cs"] = "only reads",
        ["functions/Platform.Adapters/GitHub/Http/GitHubClientFactory.cs"] = "passes ReadOnlyHandler",
        ["functions/Platform.Adapters/Graph/GraphHttp.cs"] = "only reads",
        ["functions/Platform.Adapters/Slack/SlackHttp.cs"] = "tells people, which is no change outside",
        ["functions/Platform.Adapters/Slack/SlackIdentityLinks.cs"] = "only reads",
        ["functions/Platform.Adapters/Vault/VaultRegistration.cs"] = "wraps keys, which changes nothing outside",
        ["functions/Platform.Adapters/Web/HttpWebTexts.cs"] = "only reads",
        ["functions/Platform.Adapters/Web/Outside/OutsideHttp.cs"] = "refuses all but questions itself",
        ["functions/Platform.Adapters/Web/PatientHttp.cs"] = "Backstage is only read; the command line calls the platform itself",
        ["functions/Platform.Functions/Cli/Demo/DemoHost.cs"] = "the command line, which calls the platform itself",
    };

    [Fact]
    public void Of_all_that_calls_outside_it_is_known_why_a_platform_that_only_reads_may() => Assert.Equal(
        Known.Keys.Order(StringComparer.Ordinal),
        SourceTree.Under("functions/Platform.Core", "functions/Platform.Adapters", "functions/Platform.Functions")
            .Where(file => file.Lines.Any(line => Makers.Any(maker => line.Contains(maker, StringComparison.Ordinal))))
            .Select(file => file.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void The_client_of_the_source_control_passes_the_handler_that_refuses() => Assert.Contains(
        "new ReadOnlyHandler(",
        File.ReadAllText(Path.Combine(
            RepositoryRoot.Path, "functions/Platform.Adapters/GitHub/Http/GitHubClientFactory.cs")));
}
