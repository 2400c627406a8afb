using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Validation;
using Platform.Core.Catalog.Validation.Kinds;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;

namespace Platform.Core.Catalog.ForeignKinds;

/// <summary>A kind that an administrator added to Backstage's, with the schema that its entities must satisfy.</summary>
/// <param name="Schema">JSON Schema of draft-07, applied to the whole entity.</param>
public sealed record KindDefinition(string Kind, IReadOnlyList<string> ApiVersions, JsonObject Schema)
{
    public const string BuiltIn = "kind-built-in";

    public const int MostVersions = 20;

    /// <summary>Of the schema's text, so that a definition fits one row of a table.</summary>
    public const int LongestSchema = 30 * 1024;

    /// <param name="body"><c>{apiVersions: [...], schema: {...}}</c>.</param>
    public static Result<KindDefinition> Parse(string kind, JsonObject body)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["apiVersions", "schema"]);
        if (!FieldFormats.IsKind(kind))
        {
            checks.Add(FieldChecks.WrongFormat, "kind", JsonValue.Create(kind), FieldFormats.KindRequirements);
        }
        else if (!KindRules.IsForeign(kind))
        {
            checks.Add(BuiltIn, "kind", JsonValue.Create(kind), "a kind that Backstage doesn't define");
        }

        var versions = checks.List(body, string.Empty, "apiVersions", required: true, "a list of versions");
        if (versions is { Count: 0 or > MostVersions })
        {
            checks.Add(FieldChecks.WrongFormat, "apiVersions", null, $"1 to {MostVersions} versions");
        }

        var read = new List<string>();
        for (var i = 0; i < versions?.Count; i++)
        {
            var field = FieldPath.Item("apiVersions", i);
            read.Add(checks.Text(
                versions[i], field, FieldFormats.IsApiVersion, FieldFormats.ApiVersionRequirements) ?? string.Empty);
        }

        var schema = checks.Object(body, string.Empty, "schema", required: true);
        if (schema is not null && Encoding.UTF8.GetByteCount(schema.ToJsonString(PlatformJson.Options)) > LongestSchema)
        {
            checks.Add(FieldChecks.WrongFormat, "schema", null, $"at most {LongestSchema} bytes");
        }

        List<Problem> problems = [.. checks.Problems, .. schema is null ? [] : SchemaChecks.Check(schema, "schema")];
        return problems.Count == 0
            ? new KindDefinition(kind, read, (JsonObject)schema!.DeepClone())
            : Result<KindDefinition>.Failed(problems);
    }
}
