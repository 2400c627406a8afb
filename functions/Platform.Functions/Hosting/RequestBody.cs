using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Platform.Core.Primitives;

namespace Platform.Functions.Hosting;

/// <summary>Reads request bodies within a limit; what is wrong with one is a problem, not an exception.</summary>
internal static class RequestBody
{
    public const string TooLarge = "body-too-large";
    public const string NotJson = "body-not-json";

    private const int DefaultLimit = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    public static async Task<Result<ReadOnlyMemory<byte>>> ReadBytesAsync(
        HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return Over(limit);
        }

        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + count > limit)
            {
                return Over(limit);
            }

            buffer.Write(chunk, 0, count);
        }

        return Result<ReadOnlyMemory<byte>>.Ok(buffer.ToArray());
    }

    public static async Task<Result<JsonObject>> ReadObjectAsync(
        HttpRequest request, CancellationToken cancellationToken, int limit = DefaultLimit)
    {
        var body = await ReadBytesAsync(request, limit, cancellationToken);
        return body.IsOk ? ParseObject(body.Value.Span) : Result<JsonObject>.Failed(body.Problems);
    }

    /// <summary>No body at all is an empty object.</summary>
    public static async Task<Result<JsonObject>> ReadOptionalObjectAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadBytesAsync(request, DefaultLimit, cancellationToken);
        return !body.IsOk ? Result<JsonObject>.Failed(body.Problems)
            : body.Value.IsEmpty ? new JsonObject()
            : ParseObject(body.Value.Span);
    }

    public static Result<JsonObject> ParseObject(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8, documentOptions: Strict) is JsonObject body
                ? body
                : new Problem(NotJson, "The body is not a JSON object.", Expected: "a JSON object");
        }
        catch (JsonException wrong)
        {
            var where = $"line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}";
            return new Problem(NotJson, $"The body is not JSON: it breaks at {where}.", Expected: "a JSON object");
        }
    }

    /// <summary>413 for a body that is too large, else 400.</summary>
    public static int StatusOf(IReadOnlyList<Problem> problems) =>
        problems.Any(problem => problem.Code == TooLarge)
            ? StatusCodes.Status413PayloadTooLarge
            : StatusCodes.Status400BadRequest;

    private static Problem Over(int limit) =>
        new(TooLarge, $"The body is larger than {limit} bytes.", Expected: $"at most {limit} bytes");
}
