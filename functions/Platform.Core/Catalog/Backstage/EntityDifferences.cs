using System.Text.Json.Nodes;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage;

/// <param name="There">What the other catalog has, as JSON that may be cut; null when the field is not there.</param>
/// <param name="Here">The same of ours.</param>
public sealed record FieldDifference(string Field, string? There, string? Here);

/// <summary>Says field by field in what two entities differ.</summary>
public static class EntityDifferences
{
    /// <summary>So many are told of one entity.</summary>
    public const int Most = 50;

    private const int LongestValue = 200;

    private static readonly string[] Places =
        [LocationAnnotations.ManagedBy, LocationAnnotations.Origin, .. LocationAnnotations.Derived];

    public static IReadOnlyList<FieldDifference> Between(DeclaredEntity there, DeclaredEntity here)
    {
        var (theirs, ours) = (Comparable(there), Comparable(here));
        // Only what both have read from the same kind of place is theirs to differ in, and where an entity comes from only if the
        // other catalog says so.
        foreach (var name in Places)
        {
            var isTold = AnnotationsOf(theirs)?.ContainsKey(name) == true;
            if (!isTold || (LocationAnnotations.Derived.Contains(name) && AnnotationsOf(ours)?.ContainsKey(name) != true))
            {
                AnnotationsOf(theirs)?.Remove(name);
                AnnotationsOf(ours)?.Remove(name);
            }
        }

        DropEmpty(theirs);
        DropEmpty(ours);
        var found = new List<FieldDifference>();
        Compare(string.Empty, theirs, ours, found);
        return found;
    }

    private static JsonObject Comparable(DeclaredEntity entity)
    {
        var body = (JsonObject)entity.Body.DeepClone();
        if (AnnotationsOf(body) is not { } annotations)
        {
            return body;
        }

        foreach (var name in Places)
        {
            // A registered location's own entity is named by its target there, and by its id here.
            if (IsRegistered(entity))
            {
                annotations.Remove(name);
            }
            else if (DeclaredEntity.Text(annotations[name]) is { } place)
            {
                annotations[name] = SamePlace(place);
            }
        }

        return body;
    }

    private static bool IsRegistered(DeclaredEntity entity) =>
        entity.Ref is { Name: var name } location
        && location.Kind.Equals("Location", StringComparison.OrdinalIgnoreCase)
        && name.StartsWith("generated-", StringComparison.Ordinal);

    /// <summary>A file has one address as part of a tree and another one by itself.</summary>
    private static string SamePlace(string place)
    {
        var cut = place.IndexOf("/tree/", StringComparison.Ordinal);
        return cut < 0 ? place : $"{place[..cut]}/blob/{place[(cut + "/tree/".Length)..]}";
    }

    private static void DropEmpty(JsonObject body)
    {
        if (AnnotationsOf(body) is { Count: 0 })
        {
            ((JsonObject)body["metadata"]!).Remove("annotations");
        }
    }

    private static JsonObject? AnnotationsOf(JsonObject body) => body["metadata"]?["annotations"] as JsonObject;

    private static void Compare(string field, JsonNode? there, JsonNode? here, List<FieldDifference> found)
    {
        if (found.Count >= Most || JsonNode.DeepEquals(there, here))
        {
            return;
        }

        switch (there, here)
        {
            case (JsonObject theirs, JsonObject ours):
                foreach (var name in theirs.Select(member => member.Key).Union(ours.Select(member => member.Key)))
                {
                    Member(FieldPath.Key(field, name), name, theirs, ours, found);
                }

                break;
            case (JsonArray theirs, JsonArray ours) when theirs.Count == ours.Count:
                for (var i = 0; i < theirs.Count; i++)
                {
                    Compare(FieldPath.Item(field, i), theirs[i], ours[i], found);
                }

                break;
            default:
                found.Add(new(field, Shown(there) ?? "null", Shown(here) ?? "null"));
                break;
        }
    }

    private static void Member(
        string field, string name, JsonObject theirs, JsonObject ours, List<FieldDifference> found)
    {
        var (hasThere, hasHere) = (theirs.TryGetPropertyValue(name, out var there), ours.TryGetPropertyValue(name, out var here));
        if (hasThere && hasHere)
        {
            Compare(field, there, here, found);
        }
        else if (found.Count < Most)
        {
            found.Add(new(field, hasThere ? Shown(there) ?? "null" : null, hasHere ? Shown(here) ?? "null" : null));
        }
    }

    private static string? Shown(JsonNode? value)
    {
        var text = value?.ToJsonString(PlatformJson.Options);
        return text is { Length: > LongestValue } ? text[..LongestValue] + "…" : text;
    }
}
