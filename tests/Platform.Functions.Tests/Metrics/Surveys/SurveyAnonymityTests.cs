using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics.Surveys;

/// <summary>Everything that is stored, queued and logged, read by somebody who wants to know who said what.</summary>
public sealed class SurveyAnonymityTests(SurveyFixture fixture) : IClassFixture<SurveyFixture>
{
    private static readonly string[] People = SurveyFixture.People;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_is_kept_says_who_answered_what()
    {
        var before = await fixture.OpenAsync();
        foreach (var person in People)
        {
            using var answer = await fixture.AnswerAsync(
                fixture.TokenOf(person, before), ("satisfied", "5"), ("words", $"Secret words {People.IndexOf(person)}"));
            answer.EnsureSuccessStatusCode();
        }

        foreach (var closed in new[] { false, true })
        {
            if (closed)
            {
                await fixture.CloseAsync(before);
            }

            var found = await ContentsAsync();
            var told = found.Where(each => each.Text.Contains("Secret words", StringComparison.Ordinal)).ToList();

            // What people wrote is somewhere, and nowhere beside a person, a token or what is kept of one.
            Assert.NotEmpty(told);
            Assert.All(told, each => Assert.DoesNotContain(
                People.SelectMany(Identities).Concat(People.Select(person => MarkOf(fixture.TokenOf(person, before)))),
                identity => each.Text.Contains(identity, StringComparison.OrdinalIgnoreCase)));
            Assert.All(
                fixture.Log.Lines.Where(line => People.Any(person => line.Contains(fixture.TokenOf(person, before)))),
                line => Assert.DoesNotContain(People.SelectMany(Identities), line.Contains));
            Assert.DoesNotContain(fixture.Log.Lines, line => line.Contains("Secret words", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task No_two_rows_can_be_joined_by_their_times_or_their_order()
    {
        var id = await fixture.OpenAsync();
        foreach (var person in People.Reverse())
        {
            (await fixture.AnswerAsync(fixture.TokenOf(person, id), ("words", $"{person[..2]} words"))).Dispose();
        }

        // One row for all answers: it has one time, whoever came when.
        var names = new List<string>();
        await foreach (var row in fixture.Host.Storage.Tables.GetTableClient("surveys").QueryAsync<TableEntity>(
            row => row.PartitionKey == "rounds", cancellationToken: Cancel))
        {
            names.Add(row.RowKey);
        }

        Assert.Equal(
            [$"rounds|{id}|1|answers", $"rounds|{id}|1|invited", $"rounds|{id}|1|plan"],
            names.Where(name => name.Contains($"|{id}|", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var answers = JsonNode.Parse((await ContentsAsync()).Single(
            each => each.Place == $"opened rounds|{id}|1|answers").Text)!;
        Assert.Equal(People.Length, answers["used"]!.AsArray().Count);
        InOrder(answers["used"]!);
        Assert.All(answers["cells"]!.AsArray(), cell => InOrder(cell!["questions"]![2]!["texts"]!));
    }

    [Fact]
    public async Task The_audit_log_knows_that_somebody_answered_and_nothing_else()
    {
        var id = await fixture.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "surveys/answer")
        {
            Content = new FormUrlEncodedContent([new("t", fixture.TokenOf("cai1", id)), new("q.satisfied", "1")]),
        };
        request.Headers.Add("X-Forwarded-For", "203.0.113.77");
        (await fixture.Host.Anonymous.SendAsync(request, Cancel)).EnsureSuccessStatusCode();

        await Eventually.HoldsAsync(
            async () => (await EntriesAsync(id)).Any(entry => entry["outcome"] is not null),
            Cancel,
            "the call is in the audit log");
        var entry = (await EntriesAsync(id)).Single();

        Assert.Equal(
            ("anonymous", "not kept", "SurveyAnswerTake POST /api/surveys/answer"),
            ((string)entry["who"]!, (string)entry["from"]!, (string)entry["what"]!));
        Assert.Equal(TimeSpan.Zero, DateTimeOffset.Parse((string)entry["when"]!).TimeOfDay);
        Assert.DoesNotContain(await ContentsAsync(), each => each.Text.Contains("203.0.113.77", StringComparison.Ordinal));
        Assert.DoesNotContain(fixture.Log.Lines, line => line.Contains("203.0.113.77", StringComparison.Ordinal));
    }

    private async Task<List<JsonNode>> EntriesAsync(string id)
    {
        var answer = (await fixture.Host.Client.GetFromJsonAsync<JsonNode>("audit?limit=500", Cancel))!;
        return [.. answer["items"]!.AsArray().OfType<JsonNode>().Where(entry =>
            ((string)entry["what"]!).StartsWith("SurveyAnswerTake", StringComparison.Ordinal)
            && entry["subjects"] is JsonArray subjects && subjects.Any(subject => (string?)subject == id))];
    }

    // Bodies are compressed: what is searched is what is in them.
    private async Task<IReadOnlyList<(string Place, string Text)>> ContentsAsync()
    {
        var found = (await StorageContents.ReadAsync(fixture.Host.Storage, Cancel)).ToList();
        await foreach (var row in fixture.Host.Storage.Tables.GetTableClient("surveys").QueryAsync<TableEntity>(
            cancellationToken: Cancel))
        {
            using var text = new BrotliStream(new MemoryStream(row.GetBinary("Body")), CompressionMode.Decompress);
            using var reader = new StreamReader(text, Encoding.UTF8);
            found.Add(($"opened {row.RowKey}", await reader.ReadToEndAsync(Cancel)));
        }

        return found;
    }

    private static void InOrder(JsonNode list)
    {
        var texts = list.AsArray().Select(text => (string)text!).ToList();
        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
    }

    private static IEnumerable<string> Identities(string person) => [$"user:default/{person}", SurveyFixture.UserOf(person)];

    private static string MarkOf(string token) => token.Split('.')[4];
}
