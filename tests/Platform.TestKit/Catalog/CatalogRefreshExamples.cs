namespace Platform.TestKit.Catalog;

/// <summary>Messages of queue <c>catalog-refresh</c>, right and wrong, for the code and for the published schema alike.</summary>
public static class CatalogRefreshExamples
{
    public static IReadOnlyList<string> Accepted { get; } =
    [
        """{"id":"1","location":"x"}""",
        """{"id":"1","entityRef":"component:default/orders","attempt":2,"traceparent":"00-x","tracestate":""}""",
        """{"id":"1","entityRef":"component:orders"}""",
        """{"id":"1","audit":true}""",
    ];

    public static IReadOnlyList<string> Refused { get; } =
    [
        "{}",
        """{"id":"1"}""",
        """{"id":"1","location":"x","entityRef":"component:default/orders"}""",
        """{"id":"1","location":"x","audit":true}""",
        """{"id":"1","audit":false}""",
        """{"id":"1","audit":null,"location":"x"}""",
        """{"id":"1","entityRef":"orders"}""",
        """{"id":"1","entityRef":"component:default/"}""",
        """{"id":"1","location":"x","attempt":-1}""",
        """{"id":"1","location":"x","attempt":"1"}""",
        """{"id":"1","location":"x","more":1}""",
        """{"id":"","location":"x"}""",
        "[]",
    ];
}
