using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Schemas;

namespace Platform.TestKit.People;

/// <summary>
/// The shapes that Microsoft Graph's reference documents (v1.0: "user: delta", "group: delta", "Get organization", "Use delta
/// query to track changes"), as far as they are asked for: what is no part of them must not be relied upon.
/// </summary>
internal static class GraphContract
{
    private const string Id = """{"type":"string","pattern":"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}""";
    private const string Text = """{"type":["string","null"]}""";
    private const string Removed = """
        {"type":"object","required":["reason"],"additionalProperties":false,
         "properties":{"reason":{"enum":["changed","deleted"]}}}
        """;

    private static readonly Dictionary<string, JsonSchema> Schemas = new()
    {
        ["/v1.0/users/delta"] = Round("""
            {"type":"object","required":["id"],"additionalProperties":false,"properties":{
              "id":ID,"@removed":REMOVED,"displayName":TEXT,"mail":TEXT,"userPrincipalName":TEXT,
              "accountEnabled":{"type":["boolean","null"]},"jobTitle":TEXT}}
            """),
        ["/v1.0/groups/delta"] = Round("""
            {"type":"object","required":["id"],"additionalProperties":false,"properties":{
              "id":ID,"@removed":REMOVED,"displayName":TEXT,"description":TEXT,"mail":TEXT,
              "mailNickname":TEXT,"resourceProvisioningOptions":{"type":"array","items":{"type":"string"}},
              "members@delta":{"type":"array","items":
                {"type":"object","required":["@odata.type","id"],"additionalProperties":false,"properties":{
                  "@odata.type":{"enum":["#microsoft.graph.user","#microsoft.graph.group","#microsoft.graph.device",
                    "#microsoft.graph.servicePrincipal","#microsoft.graph.orgContact"]},
                  "id":ID,"@removed":REMOVED}}}}}
            """),
        ["/v1.0/organization"] = JsonSchema.Parse(Node("""
            {"type":"object","required":["@odata.context","value"],"properties":{"value":{"type":"array","minItems":1,"items":
              {"type":"object","required":["id","displayName"],"properties":{"id":ID,"displayName":{"type":"string"}}}}}}
            """)),
    };

    public static void Check(string path, JsonObject body)
    {
        var problems = Schemas[path].Validate(body);
        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"Not as Graph describes it: {string.Join("; ", problems.Take(5))}");
        }
    }

    /// <summary>A page leads to the next page or to the next round, never to both.</summary>
    private static JsonSchema Round(string item) => JsonSchema.Parse(Node("""
        {"type":"object","required":["@odata.context","value"],"additionalProperties":false,
         "properties":{"@odata.context":{"type":"string"},"@odata.nextLink":{"type":"string","pattern":"[$]skiptoken="},
           "@odata.deltaLink":{"type":"string","pattern":"[$]deltatoken="},"value":{"type":"array","items":ITEM}},
         "oneOf":[{"required":["@odata.nextLink"]},{"required":["@odata.deltaLink"]}]}
        """.Replace("ITEM", item, StringComparison.Ordinal)));

    private static JsonNode Node(string schema) => JsonNode.Parse(schema
        .Replace("REMOVED", Removed, StringComparison.Ordinal)
        .Replace("TEXT", Text, StringComparison.Ordinal)
        .Replace("ID", Id, StringComparison.Ordinal))!;
}
