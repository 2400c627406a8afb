using Platform.Core.Scaffolding.Actions;

namespace Platform.TestKit.Scaffolding;

public sealed class FakeEnvironment : IScaffoldEnvironment
{
    public string GitHubHost => "github.example";

    public Uri? WebhookUrl { get; set; } = new("https://platform.example/api/github/webhooks");
}
