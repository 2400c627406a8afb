namespace Platform.TestKit.Catalog;

/// <summary>Values of the setting <c>CatalogRules</c>, right and wrong, for the code and the schema alike.</summary>
public static class CatalogRulesExamples
{
    public static IReadOnlyList<string> Accepted { get; } =
    [
        "[]",
        """[{"allow":["Component","API"]}]""",
        """[{"allow":["*","foreign/*",{"kind":"Group"}]}]""",
        """[{"allow":["User"],"locations":[{"type":"url","exact":"https://github.com/acme/o/blob/main/u.yaml"}]}]""",
        """[{"allow":["User"],"locations":[{"pattern":"https://github.com/acme/*/**"},{"repository":"acme/org-*"}]}]""",
        """[{"allow":["Template"],"locations":[{"type":"registered"},{"type":"inline"}]},{"allow":[]}]""",
    ];

    public static IReadOnlyList<string> Refused { get; } =
    [
        "{}",
        "[1]",
        "[{}]",
        """[{"allow":"Component"}]""",
        """[{"allow":["no kind"]}]""",
        """[{"allow":[""]}]""",
        """[{"allow":[1]}]""",
        """[{"allow":[{"kind":"Group","x":1}]}]""",
        """[{"allow":["Group"],"extra":1}]""",
        """[{"allow":["Group"],"locations":{}}]""",
        """[{"allow":["Group"],"locations":[{}]}]""",
        """[{"allow":["Group"],"locations":["https://x"]}]""",
        """[{"allow":["Group"],"locations":[{"type":"file"}]}]""",
        """[{"allow":["Group"],"locations":[{"target":"https://x"}]}]""",
        """[{"allow":["Group"],"locations":[{"exact":""}]}]""",
        """[{"allow":["Group"],"locations":[{"pattern":""}]}]""",
        """[{"allow":["Group"],"locations":[{"repository":1}]}]""",
    ];
}
