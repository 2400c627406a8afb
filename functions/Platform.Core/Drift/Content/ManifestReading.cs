using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Content;

/// <summary>
/// Reads Kubernetes manifests. Files with a template's braces that are no YAML, as Helm's, are looked through line by line for
/// what stands in them; values of secrets are looked at and not kept.
/// </summary>
internal sealed class ManifestReading(IDocumentReader documents)
{
    private const int MostDocuments = 500;

    public IEnumerable<ManifestDocument> Read(string path, string text)
    {
        var read = documents.Read(path, text);
        if (read.Any(one => !one.IsOk) && text.Contains("{{", StringComparison.Ordinal))
        {
            return TemplatedManifests.Read(path, text).Take(MostDocuments);
        }

        return read.Where(one => one.IsOk).SelectMany(one => Of(path, one.Value!)).Take(MostDocuments);
    }

    private static IEnumerable<ManifestDocument> Of(string path, SourceDocument document)
    {
        if (document.Root is not JsonObject root)
        {
            return [];
        }

        return root["secretGenerator"] is JsonArray generators
                && ContentPaths.NameOf(path).StartsWith("kustomization.", StringComparison.Ordinal)
            ? Generated(path, document, generators)
            : Json.Text(root["kind"]) == "List" && root["items"] is JsonArray items
                ? items.SelectMany((item, i) => One(path, document.PlaceOf($"items[{i}]").Line, item as JsonObject))
                : One(path, document.Start.Line, root);
    }

    private static IEnumerable<ManifestDocument> One(string path, int line, JsonObject? root)
    {
        if (Json.Text(root?["apiVersion"]) is not { } version || Json.Text(root!["kind"]) is not { } kind)
        {
            yield break;
        }

        var metadata = root["metadata"] as JsonObject;
        var name = Json.Text(metadata?["name"]);
        yield return new(
            path, line, version, kind, name, Json.Text(metadata?["namespace"]),
            kind == "Secret" ? SecretValues.PlainKeys(root) : [])
        {
            UsesSecrets = SecretUses.Of(kind, root),
            MakesSecret = SecretUses.MadeBy(kind, name, root),
        };
    }

    /// <summary>Kustomize makes these; only literals stand here.</summary>
    private static IEnumerable<ManifestDocument> Generated(string path, SourceDocument document, JsonArray generators)
    {
        for (var i = 0; i < generators.Count; i++)
        {
            var literals = (generators[i] as JsonObject)?["literals"] as JsonArray ?? [];
            var name = Json.Text((generators[i] as JsonObject)?["name"]);
            yield return new(
                path, document.PlaceOf($"secretGenerator[{i}]").Line, "kustomize.config.k8s.io/v1beta1", "SecretGenerator", name,
                null,
                [.. literals.Select(Json.Text).OfType<string>().Select(one => one.Split('=', 2))
                    .Where(one => one.Length == 2 && SecretValues.IsPlain(one[1])).Select(one => one[0])])
            {
                MakesSecret = name,
            };
        }
    }
}
