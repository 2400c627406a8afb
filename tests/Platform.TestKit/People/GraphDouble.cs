using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Platform.TestKit.People;

/// <summary>What the double does instead of answering properly.</summary>
/// <param name="Path">Part of the address; every request when empty.</param>
public sealed record GraphFault(string Path, int Status, int? RetryAfter = null, string Code = "any", int Skip = 0)
{
    /// <value>Half the body, then the connection breaks.</value>
    public const int HalfBody = 1;

    /// <value>A page that leads nowhere: neither to the next page nor to the next round.</value>
    public const int HalfPage = 2;

    public int Times { get; init; } = 1;
}

/// <summary>
/// A real web server in Microsoft Graph's place: delta queries for users and groups as its reference describes them. Every
/// answer that is not ordered to be wrong is held against <see cref="GraphContract"/>.
/// </summary>
public sealed class GraphDouble : IAsyncDisposable
{
    public const string Token = "graph-test-token";

    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<(GraphFault Fault, int Skip, int Left)> _faults = [];
    private readonly ConcurrentQueue<string> _requests = new();

    private GraphDouble(WebApplication app) => _app = app;

    public string TenantId { get; } = Guid.NewGuid().ToString();

    public string TenantName { get; set; } = "Acme Corp";

    public GraphTenant Tenant { get; } = new();

    public int PageSize { get; set; } = 100;

    public Uri Root => new($"{_app.Urls.First()}/v1.0/");

    /// <value>Addresses that were asked for, in order.</value>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Accepted here and nowhere else.</summary>
    public static TokenCredential Credential { get; } = new FixedCredential();

    public static async Task<GraphDouble> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var graph = new GraphDouble(app);
        app.Run(graph.AnswerAsync);
        await app.StartAsync();
        return graph;
    }

    public void Add(GraphFault fault)
    {
        lock (_gate)
        {
            _faults.Add((fault, fault.Skip, fault.Times));
        }
    }

    public void ClearFaults()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var address = $"{http.Request.Path}{http.Request.QueryString}";
        _requests.Enqueue(address);
        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            await ErrorAsync(http, 401, "InvalidAuthenticationToken");
            return;
        }

        var fault = Take(address);
        if (fault is { Status: >= 400 })
        {
            if (fault.RetryAfter is { } seconds)
            {
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            await ErrorAsync(http, fault.Status, fault.Code);
            return;
        }

        if (BodyOf(http.Request) is not { } body)
        {
            await ErrorAsync(http, 404, "Request_ResourceNotFound");
            return;
        }

        if (fault is null)
        {
            GraphContract.Check(http.Request.Path, body);
        }
        else if (fault.Status == GraphFault.HalfPage)
        {
            body.Remove("@odata.nextLink");
            body.Remove("@odata.deltaLink");
        }

        await WriteAsync(http, body, fault);
    }

    private JsonObject? BodyOf(HttpRequest request)
    {
        var root = Root.AbsoluteUri;
        return request.Path.Value switch
        {
            "/v1.0/organization" => new()
            {
                ["@odata.context"] = $"{root}$metadata#organization(id,displayName)",
                ["value"] = new JsonArray(new JsonObject { ["id"] = TenantId, ["displayName"] = TenantName }),
            },
            "/v1.0/users/delta" => Tenant.Page(request.Query, "users", root, PageSize),
            "/v1.0/groups/delta" => Tenant.Page(request.Query, "groups", root, PageSize),
            _ => null,
        };
    }

    private GraphFault? Take(string address)
    {
        lock (_gate)
        {
            for (var i = 0; i < _faults.Count; i++)
            {
                var (fault, skip, left) = _faults[i];
                if (!address.Contains(fault.Path, StringComparison.Ordinal) || left == 0)
                {
                    continue;
                }

                _faults[i] = (fault, Math.Max(0, skip - 1), skip > 0 ? left : left - 1);
                if (skip == 0)
                {
                    return fault;
                }
            }

            return null;
        }
    }

    private static async Task WriteAsync(HttpContext http, JsonObject body, GraphFault? fault)
    {
        var text = body.ToJsonString();
        http.Response.ContentType = "application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8";
        if (fault?.Status != GraphFault.HalfBody)
        {
            await http.Response.WriteAsync(text);
            return;
        }

        http.Response.ContentLength = System.Text.Encoding.UTF8.GetByteCount(text);
        await http.Response.WriteAsync(text[..(text.Length / 2)]);
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    private static async Task ErrorAsync(HttpContext http, int status, string code)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        var error = new JsonObject { ["code"] = code, ["message"] = "As ordered." };
        await http.Response.WriteAsync(new JsonObject { ["error"] = error }.ToJsonString());
    }

    private sealed class FixedCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(Token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
