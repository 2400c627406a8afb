using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Claims;

/// <summary>
/// What the catalog itself says of an entity, put into the body that its source made: who else claims it, that its source has
/// gone wrong or lost its parent. Most entities have nothing of it, and their etag is that of the body alone.
/// </summary>
public static class EntityDecoration
{
    public const string ConflictingLocations = "platform.functions/conflicting-locations";
    public const string ConflictStatus = "platform.functions/conflict";
    public const string Restored = "platform.functions/restored";
    public const string OrphanAnnotation = "backstage.io/orphan";
    public const string ProcessingStatus = "backstage.io/catalog-processing";

    public static string EtagOf(EntityState state)
    {
        var etag = state.Holder!.Content.Etag;
        return IsPlain(state)
            ? etag
            : ContentHash.Of($"{etag}\n{Annotations(state).ToJsonString()}\n{StatusItems(state).ToJsonString()}")[..40];
    }

    public static bool IsPlain(EntityState state) =>
        state is { Others.Count: 0, IsOrphaned: false, Failure: null, IsRestored: false };

    /// <param name="body">The body as its source made it; changed in place.</param>
    public static JsonObject Apply(JsonObject body, EntityState state)
    {
        if (IsPlain(state))
        {
            return body;
        }

        var metadata = (JsonObject)body["metadata"]!;
        metadata["etag"] = EtagOf(state);
        var annotations = Child(metadata, "annotations");
        foreach (var (name, value) in Annotations(state).ToList())
        {
            annotations[name] = value!.DeepClone();
        }

        var added = StatusItems(state);
        var status = Child(body, "status");
        var items = status["items"] as JsonArray ?? [];
        status["items"] = new JsonArray([.. items.Concat(added).Select(item => item!.DeepClone())]);
        if (items.Count + added.Count == 0)
        {
            body.Remove("status");
        }

        return body;
    }

    private static JsonObject Annotations(EntityState state)
    {
        var annotations = new JsonObject();
        if (state.Others.Count > 0)
        {
            annotations[ConflictingLocations] = string.Join(' ', state.Others.Select(claim => claim.Location));
        }

        if (state.IsOrphaned)
        {
            annotations[OrphanAnnotation] = "true";
        }

        if (state.IsRestored)
        {
            annotations[Restored] = "true";
        }

        return annotations;
    }

    private static JsonArray StatusItems(EntityState state)
    {
        var items = new JsonArray();
        if (state.Failure is { } failure)
        {
            items.Add((JsonNode)new JsonObject
            {
                ["type"] = ProcessingStatus,
                ["level"] = "error",
                ["message"] = failure,
                ["error"] = new JsonObject { ["name"] = "InputError", ["message"] = failure },
            });
        }

        if (state.Others.Count > 0)
        {
            var claims = state.Others.Prepend(state.Holder!).Select((claim, index) => (JsonNode)new JsonObject
            {
                ["source"] = claim.Source,
                ["location"] = claim.Location,
                ["since"] = claim.Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                ["holds"] = index == 0,
            });
            var places = string.Join(", ", state.Others.Select(claim => claim.Location));
            items.Add((JsonNode)new JsonObject
            {
                ["type"] = ConflictStatus,
                ["level"] = "warning",
                ["message"] = $"Described at {places} too. The first description, at {state.Holder!.Location}, counts.",
                ["claims"] = new JsonArray([.. claims]),
            });
        }

        return items;
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            parent[name] = child = [];
        }

        return child;
    }
}
