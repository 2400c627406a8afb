using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Placeholders;

/// <summary>
/// One document out of an interface description and the files that its <c>$ref</c>s name. What several references name is put in
/// where the first one stands, and the others point there, so that descriptions that refer to themselves end, too.
/// </summary>
internal sealed class ReferenceBundle(
    PlaceholderReader reader, Func<string, string, JsonNode?> parse, PlaceholderLimits limits)
{
    private const string Ref = "$ref";

    private static readonly JsonSerializerOptions Readable = new(PlatformJson.Options) { WriteIndented = true };

    private readonly Dictionary<string, JsonNode?> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _placed = new(StringComparer.Ordinal);
    private int _references;

    /// <returns>The text itself when it needs no other file; JSON, which is YAML, otherwise.</returns>
    public async Task<string> BundleAsync(PlaceholderTarget target, string text, CancellationToken cancellationToken)
    {
        var root = parse(target.Key, text);
        _documents[target.Key] = root;
        var bundled = await CopyAsync(root, new(target, target.Key, "#", 0), cancellationToken);
        return _references == 0 ? text : bundled?.ToJsonString(Readable) ?? "null";
    }

    /// <param name="Root">The key of the document that is the bundle's own.</param>
    /// <param name="Pointer">Where the copy stands in the bundle.</param>
    private sealed record Here(PlaceholderTarget File, string Root, string Pointer, int Depth)
    {
        public Here Below(string name) =>
            this with { Pointer = $"{Pointer}/{JsonPointer.Escape(name)}", Depth = Depth + 1 };
    }

    private async Task<JsonNode?> CopyAsync(JsonNode? node, Here here, CancellationToken cancellationToken)
    {
        if (here.Depth > limits.MaxDepth)
        {
            throw PlaceholderReader.Limit(string.Create(CultureInfo.InvariantCulture, $"at most {limits.MaxDepth} levels"));
        }

        switch (node)
        {
            case JsonObject members when Reference(members) is { } reference && IsElsewhere(reference, here):
                return await FollowAsync(members, reference, here, cancellationToken);
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (name, value) in members)
                {
                    copy[name] = await CopyAsync(value, here.Below(name), cancellationToken);
                }

                return copy;
            case JsonArray items:
                var copies = new JsonArray();
                foreach (var item in items)
                {
                    var at = here.Below(copies.Count.ToString(CultureInfo.InvariantCulture));
                    copies.Add(await CopyAsync(item, at, cancellationToken));
                }

                return copies;
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>References inside the bundle's own document stay what they are.</summary>
    private static bool IsElsewhere(string reference, Here here) =>
        here.File.Key != here.Root || !reference.StartsWith('#');

    private async Task<JsonNode?> FollowAsync(
        JsonObject members, string reference, Here here, CancellationToken cancellationToken)
    {
        if (++_references > limits.MaxReferences)
        {
            throw PlaceholderReader.Limit(
                string.Create(CultureInfo.InvariantCulture, $"at most {limits.MaxReferences} references"));
        }

        var (file, pointer) = reference.Split('#', 2) is [var before, var behind] ? (before, behind) : (reference, string.Empty);
        var target = file.Length == 0 ? here.File : await LoadAsync(file, here.File, cancellationToken);
        var identity = $"{target.Key}#{pointer}";
        if (target.Key == here.Root || _placed.TryGetValue(identity, out _))
        {
            return new JsonObject { [Ref] = target.Key == here.Root ? $"#{pointer}" : _placed[identity] };
        }

        _placed[identity] = here.Pointer;
        var value = JsonPointer.Find(_documents[target.Key], pointer, out var found);
        if (!found)
        {
            throw new PlaceholderException(new Problem(
                PlaceholderCodes.Content,
                $"'{reference}' names nothing.",
                Value: reference,
                Expected: "a reference to what is there"));
        }

        reader.Count(value is JsonObject or JsonArray ? value.ToJsonString().Length : 0);
        var copy = await CopyAsync(value, here with { File = target, Depth = here.Depth + 1 }, cancellationToken);
        foreach (var (name, beside) in copy is JsonObject ? members.Where(member => member.Key != Ref) : [])
        {
            copy![name] = await CopyAsync(beside, here.Below(name), cancellationToken);
        }

        return copy;
    }

    private async Task<PlaceholderTarget> LoadAsync(string file, PlaceholderTarget from, CancellationToken cancellationToken)
    {
        var (target, text) = await reader.ReadAsync(file, from, cancellationToken);
        if (!_documents.ContainsKey(target.Key))
        {
            _documents[target.Key] = parse(target.Key, text);
        }

        return target;
    }

    private static string? Reference(JsonObject members) =>
        members[Ref] is JsonValue value && value.TryGetValue<string>(out var reference) ? reference : null;
}

/// <summary>JSON pointers as they stand behind the <c>#</c> of a reference.</summary>
internal static class JsonPointer
{
    public static string Escape(string name) =>
        Uri.EscapeDataString(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));

    public static JsonNode? Find(JsonNode? root, string pointer, out bool found)
    {
        var node = root;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(step)
                .Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var (isThere, value) = node switch
            {
                JsonObject members => (members.TryGetPropertyValue(name, out var member), member),
                JsonArray items => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < items.Count ? (true, items[index]) : (false, null),
                _ => (false, null),
            };
            if (!isThere)
            {
                found = false;
                return null;
            }

            node = value;
        }

        found = true;
        return node;
    }
}
