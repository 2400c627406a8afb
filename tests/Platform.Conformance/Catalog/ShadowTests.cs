using System.Net;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>No Backstage runs beside the app under test.</summary>
[Covers("CatalogShadowGet", "CatalogShadowRun")]
public sealed class ShadowTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_Backstage_beside_there_is_no_report()
    {
        using var answer = await platform.Client.GetAsync("catalog/shadow", Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "shadow-off");
    }

    [Fact]
    public async Task Without_a_Backstage_beside_there_is_nothing_to_compare()
    {
        using var answer = await platform.Client.PostAsync("catalog/shadow", null, Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.Conflict, "ConflictError", "shadow-off");
    }
}
