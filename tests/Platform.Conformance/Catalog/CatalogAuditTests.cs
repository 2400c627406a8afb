using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>The catalog compared with itself, on demand.</summary>
[Covers("CatalogAuditsRun", "CatalogAuditsList")]
public sealed class CatalogAuditTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_audit_that_is_asked_for_can_be_waited_for_and_is_kept()
    {
        var before = await IdsAsync();
        using var asked = await platform.Client.PostAsync("catalog/audits", null, Cancel);
        var id = (string?)(await asked.JsonAsync(HttpStatusCode.Accepted))["operation"]!["id"];

        await Eventually.FindAsync(
            async () => await platform.Client.GetFromJsonAsync<JsonNode>($"catalog/operations/{id}", Cancel) is { } operation
                && (string?)operation["state"] == "succeeded" ? operation : null,
            "an audit that has ended");

        Assert.NotEmpty((await IdsAsync()).Except(before));
    }

    private async Task<IReadOnlyList<string?>> IdsAsync()
    {
        using var listed = await platform.Client.GetAsync("catalog/audits", Cancel);
        return [.. (await listed.JsonAsync(HttpStatusCode.OK))["items"]!.AsArray().Select(item => (string?)item!["id"])];
    }
}
