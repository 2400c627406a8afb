using System.Net;
using Platform.Conformance.Target;

namespace Platform.Conformance.Scaffolding;

/// <summary>Versions of templates; the app under test has no organisation for canaries, so nothing can be promoted.</summary>
[Covers("ScaffolderListVersions", "ScaffolderPromoteTemplate", "ScaffolderPromotionState", "TemplatePromotion_v1")]
public sealed class PromotionTests(PlatformUnderTest platform)
{
    private const string Versions = "scaffolder/v2/templates/default/template/conformance-green/versions";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_has_a_version_that_was_never_tried()
    {
        using var listed = await platform.Client.GetAsync(Versions, Cancel);
        var newest = (string)(await listed.JsonAsync(HttpStatusCode.OK))["newest"]!;
        using var state = await platform.Client.GetAsync($"{Versions}/{newest}/promotion", Cancel);

        Assert.Matches("^[0-9a-f]{64}$", newest);
        Assert.Equal("none", (string)(await state.JsonAsync(HttpStatusCode.OK))["status"]!);
    }

    [Fact]
    public async Task Nothing_is_promoted_without_an_organisation_for_canaries()
    {
        using var answer = await platform.Client.PostAsync($"{Versions}/{new string('0', 64)}/promotion", null, Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.UnprocessableEntity, "InputError", "canary-not-configured");
    }
}
