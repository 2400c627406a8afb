using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog.Reads;

/// <summary>
/// Answers from memory. A caller that hands back the position of an earlier answer, of any instance, sees at least what that
/// answer had seen, or is asked to come again. What is missing although this instance has stored something a moment ago is looked
/// for once more: who has just made an entity and follows the link to it finds it.
/// </summary>
public sealed class CatalogReadEdge(ICatalogIndex index, ICatalogFeed feed, WritesHere writes)
{
    public const string PositionHeader = "Platform-Catalog-Position";
    public const string Behind = "catalog-behind";
    public const string BadPosition = "position-format";

    private long _seen;
    private Written _last = new(CatalogPosition.Start, CatalogPosition.Start.ToString());

    public Task<IActionResult> AnswerAsync(
        HttpRequest request, Func<CatalogView, CatalogAnswer> answer, CancellationToken cancellationToken) =>
        AnswerAsync(request, (view, _) => ValueTask.FromResult(answer(view)), cancellationToken);

    /// <summary>For a question in the body.</summary>
    public async Task<IActionResult> AnswerAsync(
        HttpRequest request, Func<CatalogView, JsonObject, CatalogAnswer> answer, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        return body.IsOk
            ? await AnswerAsync(request, view => answer(view, body.Value), cancellationToken)
            : ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
    }

    /// <summary>For answers that memory alone can't give.</summary>
    public async Task<IActionResult> AnswerAsync(
        HttpRequest request,
        Func<CatalogView, CancellationToken, ValueTask<CatalogAnswer>> answer,
        CancellationToken cancellationToken)
    {
        CatalogPosition? atLeast = null;
        if (request.Headers[PositionHeader].ToString() is { Length: > 0 } asked
            && !CatalogPosition.TryParse(asked, out atLeast))
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, NoPosition(asked));
        }

        var view = await index.ReadAsync(atLeast, cancellationToken);
        var headers = request.HttpContext.Response.Headers;
        headers[PositionHeader] = TextOf(view.Position);
        if (atLeast is { } wanted && !view.Position.IsAtLeast(wanted))
        {
            headers.RetryAfter = "1";
            return ProblemResults.From(request, StatusCodes.Status503ServiceUnavailable, IsBehind(wanted));
        }

        var found = await answer(view, cancellationToken);
        if (found.Status == StatusCodes.Status404NotFound && writes.Count is var now && now != Interlocked.Read(ref _seen))
        {
            view = await index.ReadAsync(await feed.HeadsAsync(cancellationToken), cancellationToken);
            Interlocked.Exchange(ref _seen, now);
            headers[PositionHeader] = TextOf(view.Position);
            found = await answer(view, cancellationToken);
        }

        if (found.WriteAsync is null)
        {
            return ProblemResults.From(request, found.Status, found.Problems);
        }

        if (found.After is { } after)
        {
            headers.Link = NextPage(request, after);
        }

        if (found.IsLong)
        {
            return new StreamedResult(found.WriteAsync, found.ContentType);
        }

        var bytes = new PooledBytes();
        await found.WriteAsync(bytes, cancellationToken);
        return new BytesResult(bytes, found.ContentType);
    }

    /// <summary>As Backstage writes it: relative to the catalog's own routes.</summary>
    private static string NextPage(HttpRequest request, string after)
    {
        var others = request.Query.Where(parameter => parameter.Key is not ("after" or "offset"));
        return $"<{QueryHelpers.AddQueryString(QueryHelpers.AddQueryString("/entities", others), "after", after)}>; rel=\"next\"";
    }

    private static Problem NoPosition(string text) => new(
        BadPosition, $"The header {PositionHeader} can't be read.", PositionHeader, text.Length > 200 ? text[..200] : text,
        CatalogPosition.Requirements);

    private static Problem IsBehind(CatalogPosition wanted) => new(
        Behind, "This instance has not seen that yet; ask again in a moment.", PositionHeader, wanted.ToString(),
        "a position that the catalog has reached");

    /// <summary>Most answers have the position of the one before.</summary>
    private string TextOf(CatalogPosition position)
    {
        var last = Volatile.Read(ref _last);
        if (last.Position != position)
        {
            _last = last = new(position, position.ToString());
        }

        return last.Text;
    }

    private sealed record Written(CatalogPosition Position, string Text);
}
