using System.Net;
using System.Net.Http.Json;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>Descriptors that are judged and not kept.</summary>
[Covers("CatalogValidate")]
public sealed class ValidationTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_descriptor_is_judged_with_the_line_of_its_mistake()
    {
        using var body = new StringContent("apiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata:\n  name: a\nspec: {}\n");
        using var answer = await platform.Client.PostAsync("catalog/validate", body, Cancel);

        var judged = await answer.JsonAsync();
        var error = Assert.Single(judged["documents"]![0]!["errors"]!.AsArray())!;
        Assert.False((bool)judged["valid"]!);
        Assert.Equal(("field-missing", "spec.owner", 5), (
            (string)error["code"]!, (string)error["field"]!, (int)error["line"]!));
    }

    [Fact]
    public async Task Files_come_as_JSON_too_and_a_wrong_field_is_named()
    {
        using var answer = await platform.Client.PostAsJsonAsync("catalog/validate", new { file = "x" }, Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-unknown");
    }
}
