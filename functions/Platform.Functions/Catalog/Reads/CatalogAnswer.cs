using System.Buffers;
using Microsoft.AspNetCore.Http;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog.Reads;

/// <summary>What a question to the catalog came to: a body to be written, or what was wrong.</summary>
public sealed class CatalogAnswer
{
    public const string Json = "application/json; charset=utf-8";

    private CatalogAnswer(int status) => Status = status;

    public int Status { get; }

    public IReadOnlyList<Problem> Problems { get; private init; } = [];

    public Func<IBufferWriter<byte>, CancellationToken, ValueTask>? WriteAsync { get; private init; }

    public string ContentType { get; private init; } = Json;

    /// <value>The cursor of the next page, for lists that tell it in a header.</value>
    public string? After { get; private init; }

    /// <value>It is sent while it is written, and so without an entity tag: it would need too much memory as a whole.</value>
    public bool IsLong { get; private init; }

    public static CatalogAnswer Ok(
        Func<IBufferWriter<byte>, CancellationToken, ValueTask> writeAsync,
        string contentType = Json,
        string? after = null,
        bool isLong = false) =>
        new(StatusCodes.Status200OK) { WriteAsync = writeAsync, ContentType = contentType, After = after, IsLong = isLong };

    public static CatalogAnswer Refused(IReadOnlyList<Problem> problems) =>
        new(StatusCodes.Status400BadRequest) { Problems = problems };

    public static CatalogAnswer NotFound(Problem problem) => new(StatusCodes.Status404NotFound) { Problems = [problem] };
}
