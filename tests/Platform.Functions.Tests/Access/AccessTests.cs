using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Platform.Core.Access;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Access;

public sealed class AccessTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_key_the_answer_says_what_is_missing()
    {
        var answer = await _host.Anonymous.GetAsync("access/keys", Cancel);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal(("credentials-missing", 401), ((string)problem["code"]!, (int)problem["status"]!));
        Assert.NotEmpty((string)problem["traceId"]!);
        Assert.Equal("Authorization", (string)problem["errors"]![0]!["field"]!);
    }

    [Fact]
    public async Task A_key_without_the_role_is_told_which_one_it_needs()
    {
        using var reader = await _host.ClientWithAsync(Role.Reader);

        var answer = await reader.GetAsync("access/keys", Cancel);
        var error = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["errors"]![0]!;

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(("role-missing", "admin", "reader"), (
            (string)error["code"]!, (string)error["expected"]!, (string)error["value"]!));
    }

    [Fact]
    public async Task On_routes_of_Backstages_clients_a_refusal_has_Backstages_form()
    {
        var answer = await _host.Anonymous.GetAsync("catalog/entities/by-name/component/default/x", Cancel);
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

        Assert.Equal("AuthenticationError", (string)body["error"]!["name"]!);
        Assert.Equal(401, (int)body["response"]!["statusCode"]!);
        Assert.Equal(("GET", "/api/catalog/entities/by-name/component/default/x"),
            ((string)body["request"]!["method"]!, (string)body["request"]!["url"]!));
    }

    [Fact]
    public async Task A_key_works_from_its_creation_to_its_revocation()
    {
        var created = await PostKeyAsync(new { name = "pipeline", roles = new[] { "reader" } });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var key = (await created.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

        Assert.Equal(HttpStatusCode.OK, (await GetWithAsync((string)key["key"]!, "metrics/dora?scope=team:x")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _host.Client.DeleteAsync($"access/keys/{key["id"]}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (
            await GetWithAsync((string)key["key"]!, "metrics/dora?scope=team:x")).StatusCode);
    }

    [Fact]
    public async Task The_list_of_keys_shows_no_secret()
    {
        var created = await (await PostKeyAsync(new { name = "listed", roles = new[] { "approver" } }))
            .Content.ReadFromJsonAsync<JsonNode>(Cancel);
        var secret = ((string)created!["key"]!).Split('_')[2];

        var list = await _host.Client.GetStringAsync("access/keys", Cancel);

        Assert.Contains((string)created["id"]!, list);
        Assert.DoesNotContain(secret, list);
        Assert.DoesNotContain("ecretHash", list);
    }

    [Fact]
    public async Task A_key_is_asked_for_with_everything_wrong_named_at_once()
    {
        var answer = await PostKeyAsync(
            new { roles = new[] { "reader", "king" }, expiresAt = "2001-01-01T00:00:00Z", rolls = 1 });
        var errors = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["errors"]!.AsArray();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["expiresAt", "name", "roles[1]", "rolls"], errors.Select(error => (string)error!["field"]!).Order());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        var answer = await _host.Client.PostAsync("access/keys", new StringContent(body), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("body-not-json", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task An_unknown_key_can_not_be_revoked() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Client.DeleteAsync("access/keys/0000", Cancel)).StatusCode);

    [Fact]
    public async Task Every_mutating_call_is_in_the_audit_log_with_its_outcome()
    {
        var name = $"audited-{Guid.NewGuid():N}";
        await _host.Client.DeleteAsync($"access/keys/{name}", Cancel);

        var rows = _host.Storage.Tables.GetTableClient("audit").QueryAsync<TableEntity>(cancellationToken: Cancel);
        var row = await rows.SingleAsync(row => row.GetString("What").EndsWith(name, StringComparison.Ordinal), Cancel);

        Assert.Equal(("bootstrap", $"AccessKeysRevoke DELETE /api/access/keys/{name}"), (
            row.GetString("Who"), row.GetString("What")));
        Assert.Equal(("Refused", 404), (row.GetString("Outcome"), row.GetInt32("Status")));
        Assert.Equal(name, row.GetString("Subjects"));
        Assert.Contains("127.0.0.1", row.GetString("From"));
    }

    private Task<HttpResponseMessage> PostKeyAsync<T>(T body) => _host.Client.PostAsJsonAsync("access/keys", body, Cancel);

    private async Task<HttpResponseMessage> GetWithAsync(string key, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Authorization", $"Bearer {key}" } } };
        return await _host.Anonymous.SendAsync(request, Cancel);
    }
}
