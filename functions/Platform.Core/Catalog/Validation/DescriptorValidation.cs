using System.Text.Json.Nodes;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Catalog.Relations;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation;

/// <summary>What is to say about one document of a descriptor.</summary>
/// <param name="Document">Its position in the file, from 0; empty documents count and are not judged.</param>
/// <param name="Kind">As it is written, also when it is wrong; null when there is none.</param>
/// <param name="Valid">Whether the catalog takes the entity. Problems of a valid one are references that can't be read.</param>
public sealed record JudgedDocument(
    string File,
    int Document,
    int Line,
    string? Kind,
    string? Namespace,
    string? Name,
    bool Valid,
    IReadOnlyList<Problem> Problems);

/// <summary>Judges files as the catalog does when it reads them, placeholders unresolved.</summary>
public sealed class DescriptorValidation(IDocumentReader reader, KindRegistry? kinds = null)
{
    public const string FileMissing = "file-missing";
    public const string FileEmpty = "file-empty";

    /// <summary>What is to say about a descriptor that has to be there and is not.</summary>
    public static JudgedDocument Missing(string file) => NotThere(
        file, FileMissing, $"There is no {file}: it says what this is and who owns it.", "a file with at least one entity");

    /// <summary>As <see cref="Judge(string, ReadOnlySpan{byte})"/>, for a file that has to describe something.</summary>
    public IReadOnlyList<JudgedDocument> JudgeRequired(string file, ReadOnlySpan<byte> bytes) =>
        Judge(file, bytes) is { Count: > 0 } judged ? judged
        : [NotThere(file, FileEmpty, $"{file} describes nothing.", "at least one entity")];

    /// <summary>Never throws for what a file contains.</summary>
    public IReadOnlyList<JudgedDocument> Judge(string file, ReadOnlySpan<byte> bytes)
    {
        var text = Utf8Text.Decode(file, bytes);
        return text.IsOk ? Judge(file, text.Value) : [Unreadable(file, 0, text.Problems)];
    }

    public IReadOnlyList<JudgedDocument> Judge(string file, string text)
    {
        var judged = new List<JudgedDocument>();
        var read = reader.Read(file, text);
        for (var i = 0; i < read.Count; i++)
        {
            if (!read[i].IsOk)
            {
                judged.Add(Unreadable(file, i, read[i].Problems));
            }
            else if (read[i].Value!.Root is not null)
            {
                judged.Add(Judge(read[i].Value!));
            }
        }

        return judged;
    }

    private JudgedDocument Judge(SourceDocument document)
    {
        var valid = EntityValidation.Validate(document, kinds);
        var problems = valid.IsOk
            ? EntityRelations.Of(valid.Value.Ref, (JsonObject)document.Root!, document.PlaceOf).Problems
            : valid.Problems;
        var root = document.Root as JsonObject;
        var metadata = root?["metadata"] as JsonObject;
        return new(
            document.File,
            document.Index,
            document.Start.Line,
            Text(root?["kind"]),
            Text(metadata?["namespace"]) ?? (valid.IsOk ? EntityRef.DefaultNamespace : null),
            Text(metadata?["name"]),
            valid.IsOk,
            problems);
    }

    private static JudgedDocument Unreadable(string file, int document, IReadOnlyList<Problem> problems) =>
        new(file, document, problems[0].Place?.Line ?? 1, null, null, null, Valid: false, problems);

    private static JudgedDocument NotThere(string file, string code, string message, string expected) =>
        Unreadable(file, 0, [new(code, message, Expected: expected, Place: new SourcePlace(file, 1, 1))]);

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
