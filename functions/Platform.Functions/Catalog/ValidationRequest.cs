using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <param name="Content">As bytes, so that the same is said of what is no UTF-8 as by the command line.</param>
public sealed record FileToValidate(string Name, ReadOnlyMemory<byte> Content);

/// <summary>What a caller wants to have judged.</summary>
/// <param name="Format">One of <see cref="Formats"/>.</param>
/// <param name="Required">A file that describes nothing is a mistake.</param>
public sealed record ValidationRequest(IReadOnlyList<FileToValidate> Files, string Format, bool Required)
{
    public const string Json = "json";
    public const string Sarif = "sarif";
    public const string GitHub = "github";

    /// <summary>The file's name when the body is one text and the query names none.</summary>
    public const string DefaultName = "catalog-info.yaml";

    public const int LargestBody = 2 * 1024 * 1024;
    public const int MostFiles = 100;

    private const int LongestName = 1000;

    private static readonly string[] Formats = [Json, Sarif, GitHub];

    internal static async Task<Result<ValidationRequest>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var checks = new FieldChecks();
        var format = Query(request, checks, "format", Formats.Contains, $"one of {string.Join(", ", Formats)}") ?? Json;
        var name = Query(request, checks, "file", IsName, "a file's path") ?? DefaultName;
        var required = Query(request, checks, "required", text => text is "true" or "false", "true or false") == "true";
        var body = await RequestBody.ReadBytesAsync(request, LargestBody, cancellationToken);
        if (!body.IsOk)
        {
            return Result<ValidationRequest>.Failed(body.Problems);
        }

        IReadOnlyList<FileToValidate> files = [new(name, body.Value)];
        if (IsJson(request))
        {
            var written = RequestBody.ParseObject(body.Value.Span);
            if (!written.IsOk)
            {
                return Result<ValidationRequest>.Failed(written.Problems);
            }

            files = FilesOf(checks, written.Value);
        }

        return checks.IsClean
            ? new ValidationRequest(files, format, required) : Result<ValidationRequest>.Failed(checks.Problems);
    }

    private static List<FileToValidate> FilesOf(FieldChecks checks, JsonObject body)
    {
        checks.NoOthers(body, string.Empty, ["files"]);
        var files = checks.List(body, string.Empty, "files", required: true, "a list of {name, content}") ?? [];
        if (files.Count > MostFiles)
        {
            checks.Add(FieldChecks.WrongFormat, "files", null, $"at most {MostFiles} files");
            return [];
        }

        return [.. files.Select((file, index) => FileOf(checks, file, FieldPath.Item("files", index)))];
    }

    private static FileToValidate FileOf(FieldChecks checks, JsonNode? node, string field)
    {
        if (node is not JsonObject file)
        {
            checks.Mismatch(field, node, "an object");
            return new(string.Empty, default);
        }

        checks.NoOthers(file, field, ["name", "content"]);
        var name = checks.Text(file, field, "name", required: true, IsName, "a file's path");
        var content = checks.Text(file, field, "content", required: true, _ => true, "a text");
        return new(name ?? string.Empty, Encoding.UTF8.GetBytes(content ?? string.Empty));
    }

    private static string? Query(
        HttpRequest request, FieldChecks checks, string name, Func<string, bool> isFine, string expected)
    {
        if (!request.Query.TryGetValue(name, out var given))
        {
            return null;
        }

        return checks.Text(JsonValue.Create(given.ToString()), name, isFine, expected);
    }

    private static bool IsName(string text) => text.Length is > 0 and <= LongestName && !text.Any(char.IsControl);

    private static bool IsJson(HttpRequest request) =>
        request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;
}
