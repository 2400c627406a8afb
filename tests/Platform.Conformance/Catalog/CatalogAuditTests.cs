using System.Net;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>The catalog compared with itself, on demand.</summary>
[Covers("CatalogAuditsRun", "CatalogAuditsList")]
public sealed class CatalogAuditTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_audit_is_answered_with_its_report_and_kept()
    {
        using var ran = await platform.Client.PostAsync("catalog/audits", null, Cancel);
        var id = (string?)(await ran.JsonAsync(HttpStatusCode.OK))["id"];

        using var listed = await platform.Client.GetAsync("catalog/audits", Cancel);

        var items = (await listed.JsonAsync(HttpStatusCode.OK))["items"]!.AsArray();
        Assert.Contains(id, items.Select(item => (string?)item!["id"]));
    }
}
