using System.Text.Json.Nodes;

namespace Platform.Functions.Tests.Scaffolding.Attackers;

/// <summary>What somebody writes into a form, names a thing, or answers as a server, to get further than he may.</summary>
internal static class Attack
{
    /// <summary>Rendered once it stays as it is; rendered twice it is this number.</summary>
    public const string RenderedTwice = "80997";

    public static IReadOnlyList<string> Texts(Uri forbidden, string outside) =>
    [
        "../../../../../../etc/passwd",
        "a/../../b",
        outside,
        $"{outside}/../owned.txt",
        "C:\\Windows\\win.ini",
        "..\\..\\owned.txt",
        "a\0b",
        "..%2f..%2fowned.txt",
        "\u2025\u2044\u2025\u2044owned.txt",
        "\u202egnp.txt",
        $"file://{outside}/owned.txt",
        new Uri(forbidden, "owned").AbsoluteUri,
        $"https://github.com@{forbidden.Authority}/acme/orders",
        $"{forbidden.Authority}?owner=acme&repo=orders",
        "http://169.254.169.254/latest/meta-data/",
        "${{ 9 * 8999 + 6 }}{% raw %}${{ 80990 + 7 }}",
        "{\"$sealed\":\"AAAA\"}",
        new string('A', 300_000),
    ];

    /// <summary>The input with the text in place of each text in it, or of those under one name.</summary>
    public static JsonObject On(JsonObject input, string text, string? only = null) => new(input.Select(member =>
        KeyValuePair.Create(
            member.Key,
            only is null || only == member.Key ? Replaced(member.Value, text) : member.Value?.DeepClone())));

    private static JsonNode? Replaced(JsonNode? node, string text) => node switch
    {
        JsonObject members => On(members, text),
        JsonArray items => new JsonArray([.. items.Select(item => Replaced(item, text))]),
        JsonValue value when value.TryGetValue(out string? _) => text,
        _ => node?.DeepClone(),
    };
}
