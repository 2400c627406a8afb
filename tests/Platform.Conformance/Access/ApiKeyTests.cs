using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Access;

[Covers("AccessKeysCreate", "AccessKeysList", "AccessKeysRevoke")]
public sealed class ApiKeyTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_works_from_its_creation_to_its_revocation()
    {
        var key = await CreateAsync("reader");
        using var holder = platform.ClientWith((string)key["key"]!);

        using var held = await holder.GetAsync("metrics/dora?scope=team:x", Cancel);
        using var revoked = await platform.Client.DeleteAsync($"access/keys/{key["id"]}", Cancel);
        // Other instances may know a key for some seconds more.
        using var refused = await Eventually.FindAsync(
            async () =>
            {
                var answer = await holder.GetAsync("metrics/dora?scope=team:x", Cancel);
                return answer.IsSuccessStatusCode ? null : answer;
            },
            "the key is refused");

        await held.JsonAsync();
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Empty(await revoked.Content.ReadAsByteArrayAsync(Cancel));
        await refused.ProblemAsync(HttpStatusCode.Unauthorized, "credentials-invalid");
    }

    [Fact]
    public async Task Keys_are_listed_without_their_secrets()
    {
        var key = await CreateAsync("approver", "registrar");

        using var answer = await platform.Client.GetAsync("access/keys", Cancel);
        var listed = (await answer.JsonAsync())["items"]!.AsArray().Single(item => (string)item!["id"]! == (string)key["id"]!)!;

        Assert.Equal(["approver", "registrar"], listed["roles"]!.AsArray().Select(role => (string)role!));
        Assert.Equal((string)key["name"]!, (string)listed["name"]!);
        Assert.DoesNotContain("key", listed.AsObject().Select(field => field.Key));
        Assert.DoesNotContain(((string)key["key"]!).Split('_')[2], await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_wrong_request_is_told_everything_at_once()
    {
        using var answer = await platform.Client.PostAsJsonAsync(
            "access/keys", new { roles = new[] { "king" }, expiresAt = "2001-01-01T00:00:00Z", rolls = 1 }, Cancel);

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "field-missing");
        Assert.Equal(
            ["expiresAt", "name", "roles[0]", "rolls"],
            problem["errors"]!.AsArray().Select(error => (string)error!["field"]!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        using var answer = await platform.Client.PostAsync("access/keys", new StringContent(body), Cancel);

        await answer.ProblemAsync(HttpStatusCode.BadRequest, "body-not-json");
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        using var content = new ByteArrayContent(new byte[(1024 * 1024) + 1]);
        using var answer = await platform.Client.PostAsync("access/keys", content, Cancel);

        await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task A_key_that_is_not_there_can_not_be_revoked()
    {
        using var answer = await platform.Client.DeleteAsync("access/keys/0000", Cancel);

        var problem = await answer.ProblemAsync(HttpStatusCode.NotFound, "key-not-found");
        Assert.Equal("0000", (string)problem["errors"]![0]!["value"]!);
    }

    [Fact]
    public async Task A_key_without_the_role_is_told_which_one_it_needs()
    {
        var key = await CreateAsync("reader");
        using var reader = platform.ClientWith((string)key["key"]!);

        using var answer = await reader.GetAsync("access/keys", Cancel);

        var problem = await answer.ProblemAsync(HttpStatusCode.Forbidden, "role-missing");
        Assert.Equal("admin", (string)problem["errors"]![0]!["expected"]!);
    }

    private async Task<JsonNode> CreateAsync(params string[] roles)
    {
        using var answer = await platform.Client.PostAsJsonAsync("access/keys", new { name = "conformance", roles }, Cancel);
        var key = await answer.JsonAsync(HttpStatusCode.Created);
        Assert.Matches("^pfk_[0-9a-f]{16}_[0-9a-f]{64}$", (string)key["key"]!);
        return key;
    }
}
