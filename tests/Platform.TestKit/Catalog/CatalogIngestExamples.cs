namespace Platform.TestKit.Catalog;

/// <summary>Messages of queue <c>catalog-ingest</c>, right and wrong, for the code and for the published schema alike.</summary>
public static class CatalogIngestExamples
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    public static IReadOnlyList<string> Accepted { get; } =
    [
        $$"""{"id":"1","repository":"acme/orders","sha":"{{Sha}}","paths":["catalog-info.yaml"]}""",
        $$"""{"id":"1","repository":"a-b/c.d_e","sha":"{{Sha}}","paths":["a/..c/x","y"],"url":"http://h/a","branch":"b"}""",
        """{"id":"1","location":"url:https://example.com/catalog-info.yaml","content":"kind: Component"}""",
        """{"id":"1","location":"file:x","content":"","occurredAt":"2030-01-31T08:00:00.123+02:00"}""",
        """{"id":"1","location":"file:x","content":"","traceparent":"00-no-trace","tracestate":""}""",
        $$"""{"id":"1","repository":"a/b","sha":"{{Sha}}","paths":["x"],"attempt":3}""",
    ];

    public static IReadOnlyList<string> Refused { get; } =
    [
        """{"id":"1","location":"file:x","content":"","traceparent":1}""",
        "{}",
        "[]",
        "null",
        """{"id":"1"}""",
        """{"id":"","location":"url:x","content":""}""",
        """{"id":1,"location":"url:x","content":""}""",
        """{"id":"1","location":"url:x"}""",
        """{"id":"1","location":"url:x","content":"x","attempt":-1}""",
        """{"id":"1","location":"url:x","content":"x","attempt":"1"}""",
        """{"id":"1","location":"url:x","content":"x","attempt":null}""",
        """{"id":"1","content":"x"}""",
        """{"id":"1","location":"no type","content":"x"}""",
        """{"id":"1","location":"github:acme/orders:catalog-info.yaml","content":"x"}""",
        """{"id":"1","location":"location:1","content":"x"}""",
        """{"id":"1","location":"url:x","content":null}""",
        """{"id":"1","location":"url:x","content":"x","extra":1}""",
        """{"id":"1","location":"url:x","content":"x","occurredAt":"2030-01-31"}""",
        """{"id":"1","location":"url:x","content":"x","occurredAt":"2030-01-31T08:00:00"}""",
        """{"id":"1","location":"url:x","content":"x","sha":"x"}""",
        """{"id":"1","location":"url:x","content":"x","branch":"main"}""",
        $$"""{"id":"1","repository":"acme","sha":"{{Sha}}","paths":["x"]}""",
        $$"""{"id":"1","repository":"acme/orders.git","sha":"{{Sha}}","paths":["x"]}""",
        $$"""{"id":"1","repository":"acme/..","sha":"{{Sha}}","paths":["x"]}""",
        $$"""{"id":"1","repository":"-acme/orders","sha":"{{Sha}}","paths":["x"]}""",
        """{"id":"1","repository":"acme/orders","sha":"main","paths":["x"]}""",
        $$"""{"id":"1","repository":"acme/orders","sha":"{{Sha}}","paths":[]}""",
        $$"""{"id":"1","repository":"acme/orders","sha":"{{Sha}}","paths":"x"}""",
        $$"""{"id":"1","repository":"acme/orders","sha":"{{Sha}}","paths":[1]}""",
        $$"""{"id":"1","repository":"acme/orders","sha":"{{Sha}}","paths":["/x"]}""",
        $$"""{"id":"1","repository":"acme/orders","sha":"{{Sha}}","paths":["a/../x"]}""",
        $$"""{"id":"1","repository":"acme/orders","sha":"{{Sha}}","paths":["a//x"]}""",
        $$"""{"id":"1","repository":"acme/orders","sha":"{{Sha}}","paths":["x"],"url":"ftp://x"}""",
        $$"""{"id":"1","repository":"acme/orders","sha":"{{Sha}}"}""",
    ];
}
