using System.Net;
using Platform.Conformance.Target;

namespace Platform.Conformance.Scaffolding;

[Covers("ScaffolderOnboarding", "ScaffolderTaskOnboarding", "ScaffolderProvenance")]
public sealed class OnboardingTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_window_tells_each_milestone()
    {
        using var answer = await platform.Client.GetAsync("scaffolder/v2/onboarding", Cancel);

        var milestones = (await answer.JsonAsync(HttpStatusCode.OK))["milestones"]!.AsArray();
        Assert.Equal(
            ["repositoryCreated", "firstCiGreen", "catalogVisible", "stagingDeployed", "productionDeployed"],
            milestones.Select(one => (string)one!["milestone"]!));
    }

    [Theory]
    [InlineData("scaffolder/v2/tasks/00000000-0000-7000-8000-000000000000/onboarding", "task-not-found")]
    [InlineData("scaffolder/provenance/nobody/nothing", "provenance-unknown")]
    public async Task What_is_not_there_is_not_found(string path, string code)
    {
        using var answer = await platform.Client.GetAsync(path, Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", code);
    }
}
