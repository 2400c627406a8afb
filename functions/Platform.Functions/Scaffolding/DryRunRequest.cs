using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Functions.Scaffolding;

/// <summary>
/// The body of a request for a dry run: Backstage's, with a template in full and the files beside it, or with the reference of
/// one that is here.
/// </summary>
/// <param name="Template">A whole entity; null when <paramref name="TemplateRef"/> names one.</param>
/// <param name="Files">Beside the template: its skeleton.</param>
internal sealed record DryRunRequest(
    JsonObject? Template, EntityRef? TemplateRef, JsonObject Values, IReadOnlyDictionary<string, string> Secrets,
    IReadOnlyList<WorkspaceBody> Files)
{
    private const string Regular = "100644";
    private const string Executable = "100755";

    private static readonly string[] Known = ["template", "templateRef", "values", "secrets", "directoryContents"];

    public static Result<DryRunRequest> Parse(JsonObject body)
    {
        List<Problem> problems = [];
        foreach (var unknown in body.Select(field => field.Key).Except(Known))
        {
            problems.Add(new(
                "field-unknown", $"'{unknown}' means nothing here.", unknown, Expected: $"one of {string.Join(", ", Known)}"));
        }

        EntityRef? named = null;
        var written = body["templateRef"] is JsonValue text && text.TryGetValue<string>(out var found) ? found : null;
        if (body["template"] is JsonObject == (body["templateRef"] is not null)
            || (written is not null && !EntityRef.TryParse(written, out named, defaultKind: "template"))
            || (body["templateRef"] is not null && written is null))
        {
            problems.Add(new(
                "template-ref-invalid", "Say which template is to be tried.", "template", written,
                "either 'template', a whole template entity, or 'templateRef', the reference of one that is here"));
        }

        var values = (body["values"] ?? new JsonObject()) as JsonObject;
        if (values is null)
        {
            problems.Add(new(
                "values-invalid", "'values' must be an object.", "values", Expected: "an object of parameter values"));
        }

        var secrets = SecretRules.Read(body["secrets"]);
        problems.AddRange(secrets.Problems);
        var files = FilesOf(body["directoryContents"], problems);
        return problems.Count > 0
            ? Result<DryRunRequest>.Failed(problems)
            : new DryRunRequest(
                body["template"]?.DeepClone() as JsonObject, named, values!.DeepClone().AsObject(), secrets.Value!, files);
    }

    private static List<WorkspaceBody> FilesOf(JsonNode? written, List<Problem> problems)
    {
        var files = new Dictionary<string, WorkspaceBody>(StringComparer.Ordinal);
        if (written is not (null or JsonArray))
        {
            problems.Add(Wrong("directoryContents", null));
        }

        var items = written as JsonArray ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (FileOf(items[i]) is { } file && files.TryAdd(file.Path, file))
            {
                continue;
            }

            problems.Add(Wrong(FieldPath.Item("directoryContents", i), TextOf(items[i], "path")));
        }

        return [.. files.Values];
    }

    private static WorkspaceBody? FileOf(JsonNode? item)
    {
        if (TextOf(item, "path") is not { } path || TextOf(item, "base64Content") is not { } text || !WorkspacePath.IsSafe(path))
        {
            return null;
        }

        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var count)
            ? new(path, item!["executable"] is JsonValue flag && flag.TryGetValue(out bool runs) && runs ? Executable : Regular,
                bytes.AsMemory(0, count))
            : null;
    }

    private static string? TextOf(JsonNode? item, string name) =>
        (item as JsonObject)?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static Problem Wrong(string field, string? path) => new(
        "directory-contents-invalid", $"'{field}' is no file of a template's folder.", field, path,
        $"{{path, base64Content}}, each path once; {WorkspacePath.Requirements}");
}
