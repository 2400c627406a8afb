using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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
        var (answer, fault) = await AnswerAsync(context, route, exchange);
        var body = BodyOf(answer);
        exchange.Dropped |= FaultyResponse.Drops(fault, body.Bytes.Length);
        if (exchange.Dropped)
        {
            context.Abort();
            return;
        }

        exchange.Status = answer.Status;
        try
        {
            await FaultyResponse.HoldAsync(context, fault);
            await WriteAsync(context, answer, body, fault, exchange);
        }
        catch (OperationCanceledException) when (fault is not null)
        {
            // Too slow for the client, as ordered.
        }
    }

    private async Task<(Answer Answer, FaultRule? Fault)> AnswerAsync(HttpContext context, ApiRoute route, Exchange exchange)
    {
        if (!route.IsOpen && access.Refuse(context) is { } refused)
        {
            return (refused, null);
        }

        if (await Call.ReadBodyAsync(context.Request) is not { } body)
        {
            return (Answer.Error(400, "Problems parsing JSON"), null);
        }

        exchange.Owner ??= (body["variables"] as JsonObject)?["login"]?.ToString();
        var fault = route.IsGitHub ? faults.Take(exchange, body) : null;
        var call = new Call(context, body, urls);
        if (fault is { Fault: FaultKind.Stale })
        {
            var (answer, differs) = await LookBackAsync(call, route, fault);
            exchange.Fault = differs ? fault.Fault : null;
            return (answer, differs ? fault : null);
        }

        exchange.Fault = fault?.Fault;
        if (fault?.Instead(exchange.Route, time.GetUtcNow()) is { } instead)
        {
            return (instead, fault);
        }

        exchange.Dropped = fault?.Fault == FaultKind.DropBefore;
        var real = exchange.Dropped ? Answer.NoContent : await HandleAsync(call, route);
        return (fault?.InsteadAfterwards(real) ?? real, fault);
    }

    // A fault is only what makes a difference: most reads see nothing that has just changed.
    private async Task<(Answer Answer, bool Differs)> LookBackAsync(Call call, ApiRoute route, FaultRule fault)
    {
        var then = await HandleAsync(new Call(call.Context, call.Body, urls) { Lag = fault.Delay }, route);
        var now = await HandleAsync(call, route);
        var differs = then.Status != now.Status || !BodyOf(then).Bytes.AsSpan().SequenceEqual(BodyOf(now).Bytes);
        if (!differs)
        {
            faults.GiveBack(fault);
        }

        return (differs ? then : now, differs);
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

    private async Task WriteAsync(
        HttpContext context, Answer answer, (string MediaType, byte[] Bytes) body, FaultRule? fault, Exchange exchange)
    {
        var response = context.Response;
        var (mediaType, bytes) = body;
        if (fault is not null)
        {
            response.Headers[FaultyResponse.Header] = JsonNamingPolicy.KebabCaseLower.ConvertName($"{fault.Fault}");
        }

        response.Headers["X-GitHub-Request-Id"] = context.TraceIdentifier;
        response.Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        var status = answer.Status;
        if (status == 200 && HttpMethods.IsGet(context.Request.Method))
        {
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"";
            response.Headers.ETag = tag;
            status = context.Request.Headers.IfNoneMatch.Contains(tag) ? 304 : 200;
        }

        exchange.Status = status;

        rate.Stamp(response.Headers, counts: status != 304);
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        response.StatusCode = status;
        if (status is not (204 or 304) && (bytes.Length > 0 || answer.Body is not null))
        {
            response.ContentType = mediaType;
            await FaultyResponse.SendAsync(context, bytes, fault);
        }
    }

    private static (string MediaType, byte[] Bytes) BodyOf(Answer answer) =>
        answer.Raw ?? ("application/json; charset=utf-8", answer.Body is { } body ? Serialize(body) : []);

    private static byte[] Serialize(JsonNode body) => Encoding.UTF8.GetBytes(body.ToJsonString(JsonFile.Options));
}

/// <summary>Log messages of the API.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Route} failed")]
    public static partial void RouteFailed(this ILogger logger, Exception error, string method, string route);
}
