using System.Text.Json.Nodes;

namespace Platform.Core.Drift.Content;

/// <summary>Which secrets a manifest reads, and which it makes.</summary>
internal static class SecretUses
{
    private static readonly HashSet<string> Runs = new(StringComparer.Ordinal)
    {
        "Deployment", "StatefulSet", "DaemonSet", "Rollout", "Job", "CronJob", "Pod",
    };

    public static IReadOnlyList<string> Of(string kind, JsonObject manifest)
    {
        if (!Runs.Contains(kind))
        {
            return [];
        }

        var names = new SortedSet<string>(StringComparer.Ordinal);
        Collect(manifest["spec"], names);
        return [.. names];
    }

    /// <returns>Null when it makes none, or none that a name is known of.</returns>
    public static string? MadeBy(string kind, string? name, JsonObject manifest)
    {
        var spec = manifest["spec"] as JsonObject;
        return kind switch
        {
            "Secret" => name,
            "ExternalSecret" => Json.Text(spec?["target"]?["name"]) ?? name,
            "ClusterExternalSecret" => Json.Text(spec?["externalSecretSpec"]?["target"]?["name"])
                ?? Json.Text(spec?["externalSecretName"]) ?? name,
            "SealedSecret" => Json.Text(spec?["template"]?["metadata"]?["name"]) ?? name,
            "VaultStaticSecret" or "VaultDynamicSecret" => Json.Text(spec?["destination"]?["name"]),
            "Certificate" => Json.Text(spec?["secretName"]),
            "SecretProviderClass" => Json.Text((spec?["secretObjects"] as JsonArray)?.FirstOrDefault()?["secretName"]),
            _ => null,
        };
    }

    private static void Collect(JsonNode? node, SortedSet<string> names)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Collect(item, names);
            }
        }

        foreach (var (key, value) in node as JsonObject ?? [])
        {
            if (value is JsonObject reference && key is "secretKeyRef" or "secretRef" or "secret")
            {
                Add(value as JsonObject, key == "secret" ? "secretName" : "name", names);
            }
            else
            {
                Collect(value, names);
            }
        }
    }

    private static void Add(JsonObject? reference, string field, SortedSet<string> names)
    {
        if (reference?["optional"]?.ToString() != "true" && Json.Text(reference?[field]) is { Length: > 0 } name
            && name.AsSpan().IndexOfAny("{}$") < 0)
        {
            names.Add(name);
        }
    }
}
