using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Placeholders;

/// <summary>A document with its placeholders put in.</summary>
/// <param name="Keys">What was read for it: when one of these changes, the document is to be read again.</param>
public sealed record ResolvedDocument(
    SourceDocument? Document, IReadOnlyCollection<string> Keys, IReadOnlyList<Problem> Problems);

/// <summary>
/// Puts texts (<c>$text</c>), values (<c>$json</c>, <c>$yaml</c>) and interface descriptions with their files in one
/// (<c>$openapi</c>, <c>$asyncapi</c>) in the place of placeholders. What is put in is not searched for more.
/// </summary>
public sealed class PlaceholderResolver(IDocumentReader documents, PlaceholderLimits? limits = null)
{
    private readonly PlaceholderLimits _limits = limits ?? new PlaceholderLimits();

    public async Task<ResolvedDocument> ResolveAsync(
        SourceDocument document, IPlaceholderSource source, CancellationToken cancellationToken)
    {
        var found = Placeholder.FindAll(document.Root);
        if (found.Count == 0)
        {
            return new(document, [], []);
        }

        var reader = new PlaceholderReader(source, _limits);
        var values = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var placeholder in found)
        {
            try
            {
                values[placeholder.Field] = await ValueAsync(placeholder, reader, cancellationToken);
            }
            catch (PlaceholderException refused)
            {
                problems.Add(refused.Problem with
                {
                    Field = placeholder.Field,
                    Value = refused.Problem.Value ?? placeholder.Target,
                    Place = document.PlaceOf(placeholder.Field),
                });
            }
        }

        return problems.Count > 0
            ? new(null, reader.Keys, problems)
            : new(document with { Root = Filled(document.Root, string.Empty, values) }, reader.Keys, []);
    }

    private async Task<JsonNode?> ValueAsync(
        Placeholder placeholder, PlaceholderReader reader, CancellationToken cancellationToken)
    {
        var (target, text) = await reader.ReadAsync(placeholder.Target, from: null, cancellationToken);
        return placeholder.Key switch
        {
            "$text" => text,
            "$json" => Json(placeholder, text),
            "$yaml" => Yaml(placeholder.Target, text),
            _ => await new ReferenceBundle(reader, Yaml, _limits).BundleAsync(target, text, cancellationToken),
        };
    }

    private JsonNode? Json(Placeholder placeholder, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = _limits.MaxDepth });
        }
        catch (JsonException broken)
        {
            throw Wrong($"'{placeholder.Target}' is not JSON: {broken.Message}", "a JSON value");
        }
    }

    private JsonNode? Yaml(string target, string text)
    {
        var read = documents.Read(target, text);
        if (read.Count != 1)
        {
            throw Wrong($"'{target}' has {read.Count} YAML documents.", "exactly one document");
        }

        return read[0].IsOk ? read[0].Value!.Root : throw Wrong($"{read[0].Problems[0]}", "a YAML document");
    }

    private static PlaceholderException Wrong(string message, string expected) =>
        new(new Problem(PlaceholderCodes.Content, message, Expected: expected));

    private static JsonNode? Filled(JsonNode? node, string field, Dictionary<string, JsonNode?> values) => node switch
    {
        _ when values.TryGetValue(field, out var value) => value?.DeepClone(),
        JsonArray items => new JsonArray(
            [.. items.Select((item, index) => Filled(item, FieldPath.Item(field, index), values))]),
        JsonObject members => new JsonObject(members.Select(
            member => KeyValuePair.Create(member.Key, Filled(member.Value, FieldPath.Key(field, member.Key), values)))),
        _ => node?.DeepClone(),
    };
}
