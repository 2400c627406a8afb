using System.Text.Json.Nodes;

namespace Platform.Core.Primitives;

/// <summary>One parsed document of a file, with the position of every node.</summary>
/// <param name="File">The name to show in problems: a path or URL.</param>
/// <param name="Index">Position in a multi-document file, from 0; empty documents count.</param>
/// <param name="Start">Where the document's first node stands.</param>
/// <param name="Root">JSON's view of the document; null for an empty one.</param>
/// <param name="Positions">By field path (<c>metadata.tags[1]</c>; the root is the empty string): where the node stands.</param>
public sealed record SourceDocument(
    string File,
    int Index,
    SourcePlace Start,
    JsonNode? Root,
    IReadOnlyDictionary<string, SourcePlace> Positions)
{
    /// <value>The whole file as it was read, without a byte order mark; null when only its structure is known.</value>
    public string? Text { get; init; }

    /// <summary>The place of a field, or of the nearest parent that stands in the file.</summary>
    public SourcePlace PlaceOf(string field)
    {
        for (var path = field; path.Length > 0; path = FieldPath.Parent(path))
        {
            if (Positions.TryGetValue(path, out var place))
            {
                return place;
            }
        }

        return Positions.TryGetValue(string.Empty, out var root) ? root : Start;
    }
}

/// <summary>Reads YAML (and therefore JSON) within limits; every syntax error is a problem with its place.</summary>
public interface IDocumentReader
{
    /// <summary>All documents of a file in order; a broken one does not hide the others where the syntax allows it.</summary>
    IReadOnlyList<Result<SourceDocument>> Read(string file, string text);
}
