using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Faults;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Http;

/// <summary>What every API route shares: token, faults, journal, limits, ETags and the JSON body.</summary>
internal sealed class ApiPipeline(
    AccessCheck access,
    FaultBook faults,
    RequestJournal journal,
    RateWindow rate,
    Urls urls,
    TimeProvider time,
    ILogger<ApiPipeline> logger)
{
    public async Task InvokeAsync(HttpContext context, ApiRoute route)
    {
        var exchange = journal.Begin(context, route);
        var answer = await AnswerAsync(context, route, exchange);
        if (exchange.Dropped)
        {
            context.Abort();
            return;
        }

        exchange.Status = answer.Status;
        await WriteAsync(context, answer);
    }

    private async Task<Answer> AnswerAsync(HttpContext context, ApiRoute route, Exchange exchange)
    {
        if (!route.IsOpen && access.Refuse(context) is { } refused)
        {
            return refused;
        }

        if (await Call.ReadBodyAsync(context.Request) is not { } body)
        {
            return Answer.Error(400, "Problems parsing JSON");
        }

        var fault = route.IsGitHub ? faults.Take(exchange, body) : null;
        exchange.Fault = fault?.Kind;
        if (fault?.Instead(time.GetUtcNow()) is { } instead)
        {
            return instead;
        }

        exchange.Dropped = fault?.Kind == FaultKind.DropBefore;
        if (exchange.Dropped)
        {
            return Answer.NoContent;
        }

        var answer = await HandleAsync(new Call(context, body, urls), route);
        exchange.Dropped = fault?.Kind == FaultKind.DropAfter;
        return answer;
    }

    private async Task<Answer> HandleAsync(Call call, ApiRoute route)
    {
        try
        {
            return await route.Handle(call);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            logger.RouteFailed(broken, route.Method, route.Template);
            return Answer.Error(500, "Server Error");
        }
    }

    private async Task WriteAsync(HttpContext context, Answer answer)
    {
        var response = context.Response;
        var (mediaType, bytes) =
            answer.Raw ?? ("application/json; charset=utf-8", answer.Body is { } body ? Serialize(body) : []);
        response.Headers["X-GitHub-Request-Id"] = context.TraceIdentifier;
        response.Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        var status = answer.Status;
        if (status == 200 && HttpMethods.IsGet(context.Request.Method))
        {
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"";
            response.Headers.ETag = tag;
            status = context.Request.Headers.IfNoneMatch.Contains(tag) ? 304 : 200;
        }

        rate.Stamp(response.Headers, counts: status != 304);
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        response.StatusCode = status;
        if (status is not (204 or 304) && (bytes.Length > 0 || answer.Body is not null))
        {
            response.ContentType = mediaType;
            response.ContentLength = bytes.Length;
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private static byte[] Serialize(JsonNode body) => Encoding.UTF8.GetBytes(body.ToJsonString(JsonFile.Options));
}

/// <summary>Log messages of the API.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Route} failed")]
    public static partial void RouteFailed(this ILogger logger, Exception error, string method, string route);
}
