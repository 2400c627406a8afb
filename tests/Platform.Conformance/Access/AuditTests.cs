using System.Net;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Access;

[Covers("AuditList")]
public sealed class AuditTests(PlatformUnderTest platform)
{
    private readonly string _name = $"a{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mutating_call_is_in_the_log_with_who_what_when_from_where_and_outcome()
    {
        using var call = await platform.Client.DeleteAsync($"access/keys/{_name}", Cancel);

        using var answer = await platform.Client.GetAsync($"audit?subject={_name}", Cancel);
        var entry = Assert.Single((await answer.JsonAsync())["items"]!.AsArray())!;

        Assert.Contains("AccessKeysRevoke DELETE ", (string)entry["what"]!);
        Assert.Equal(("refused", 404), ((string)entry["outcome"]!, (int)entry["status"]!));
        Assert.Equal([_name], entry["subjects"]!.AsArray().Select(subject => (string)subject!));
        Assert.NotEmpty((string)entry["who"]!);
        Assert.NotEmpty((string)entry["from"]!);
        Assert.NotEmpty((string)entry["when"]!);
    }

    [Fact]
    public async Task Pages_follow_one_another_by_the_cursor()
    {
        for (var i = 0; i < 3; i++)
        {
            using var call = await platform.Client.DeleteAsync($"access/keys/{_name}", Cancel);
        }

        var times = new List<string>();
        string? cursor = null;
        do
        {
            var next = cursor is null ? string.Empty : $"&cursor={Uri.EscapeDataString(cursor)}";
            using var answer = await platform.Client.GetAsync($"audit?subject={_name}&limit=2{next}", Cancel);
            var page = await answer.JsonAsync();
            times.AddRange(page["items"]!.AsArray().Select(entry => (string)entry!["when"]!));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);

        Assert.Equal(3, times.Count);
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task A_wrong_question_is_told_everything_at_once()
    {
        using var answer = await platform.Client.GetAsync("audit?limit=0&outcome=maybe&whom=x", Cancel);

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "field-unknown");
        Assert.Equal(
            ["limit", "outcome", "whom"],
            problem["errors"]!.AsArray().Select(error => (string)error!["field"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cursor_of_nothing_is_refused()
    {
        using var answer = await platform.Client.GetAsync("audit?cursor=AAAA", Cancel);

        JsonNode problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
        Assert.Equal("cursor", (string)problem["errors"]![0]!["field"]!);
    }
}
