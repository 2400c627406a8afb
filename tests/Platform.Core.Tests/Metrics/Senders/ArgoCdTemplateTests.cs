using Platform.TestKit.Services;

namespace Platform.Core.Tests.Metrics.Senders;

/// <summary>What the translator reads, the template of Argo CD's notifications sends.</summary>
public sealed class ArgoCdTemplateTests
{
    private static readonly string Template = File.ReadAllText(
        Path.Combine(RepositoryRoot.Path, "templates/_platform/argocd-notifications.yaml"));

    [Theory]
    [InlineData("\"uid\": {{ $app.metadata.uid | toJson }}")]
    [InlineData("\"labels\": {{ $app.metadata.labels | default dict | toJson }}")]
    [InlineData("\"history\": {{ $app.status.history | toJson }}")]
    [InlineData("\"destination\": {{ $app.spec.destination | toJson }}")]
    [InlineData("\"finishedAt\": {{ $operation.finishedAt | toJson }}")]
    [InlineData("\"revisions\": {{ $result.revisions | toJson }}")]
    [InlineData("\"initiatedBy\": {{ $requested.initiatedBy | toJson }}")]
    [InlineData("url: https://PLATFORM/api/events/argocd")]
    public void The_template_sends_what_is_read(string part) => Assert.Contains(part, Template);

    [Fact]
    public void No_trigger_is_once_per_revision()
    {
        var keys = Template.Split('\n').Where(line => line.Contains("oncePer:", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, keys.Count);
        Assert.All(keys, key => Assert.Contains("operationState.finishedAt", key));
    }

    [Fact]
    public void Only_the_platforms_own_annotations_leave_the_cluster() =>
        Assert.DoesNotContain("metadata.annotations | toJson", Template);
}
