using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Metrics;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Surveys;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Metrics.Surveys;

/// <summary>Surveys' documents on real storage; each instance is what a process would be.</summary>
public sealed class TableSurveyDocumentsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private const string Bodies = "surveybodies";

    private readonly string _name = $"rounds/{Guid.NewGuid():N}/1/answers";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_is_replaced_only_by_who_saw_what_it_replaces()
    {
        var (one, other) = (Documents(), Documents());

        Assert.Null(await one.FindAsync<JsonObject>(_name, Cancel));
        Assert.True(await one.SaveAsync(_name, Text("first"), null, Cancel));
        Assert.False(await other.SaveAsync(_name, Text("second"), null, Cancel));
        var (_, version) = (await other.FindAsync<JsonObject>(_name, Cancel))!.Value;
        Assert.True(await other.SaveAsync(_name, Text("third"), version, Cancel));
        Assert.False(await one.SaveAsync(_name, Text("fourth"), version, Cancel));

        Assert.Equal("third", (string?)(await one.FindAsync<JsonObject>(_name, Cancel))!.Value.Document["text"]);
        Assert.Contains(_name, await one.ListAsync(_name[..^1], Cancel));
        await one.RemoveAsync(_name, Cancel);
        await one.RemoveAsync(_name, Cancel);
        Assert.Null(await other.FindAsync<JsonObject>(_name, Cancel));
    }

    [Fact]
    public async Task What_is_too_big_for_a_row_is_a_blob_that_goes_with_it_and_that_only_the_row_opens()
    {
        var documents = Documents();
        var container = storage.Blobs.GetBlobContainerClient(Bodies);
        var known = new HashSet<string>();
        for (var writing = 0; writing < 3; writing++)
        {
            var secret = $"somebody's words {writing} {RandomNumberGenerator.GetHexString(200_000)}";
            var before = await documents.FindAsync<JsonObject>(_name, Cancel);
            Assert.True(await documents.SaveAsync(_name, Text(secret), before?.Version, Cancel));
            Assert.Equal(secret, (string?)(await documents.FindAsync<JsonObject>(_name, Cancel))!.Value.Document["text"]);

            var blobs = await container.GetBlobsAsync(cancellationToken: Cancel).ToListAsync(Cancel);
            var body = await container.GetBlobClient(Assert.Single(blobs).Name).DownloadContentAsync(Cancel);
            Assert.DoesNotContain("somebody", body.Value.Content.ToString(), StringComparison.Ordinal);
            Assert.True(known.Add(blobs[0].Name));
        }

        await documents.RemoveAsync(_name, Cancel);
        Assert.Empty(await container.GetBlobsAsync(cancellationToken: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Of_many_answers_at_once_from_several_processes_each_counts_and_each_once()
    {
        const int People = 12;
        var id = $"s{Guid.NewGuid():N}"[..20];
        var question = new SurveyQuestion("well", QuestionKind.Likert5, "All is well.");
        var plan = new RoundPlan(
            new(id, "Pulse", [], new(null, TimeSpan.FromDays(1), null), 5, [question]), SurveyToken.NewKey(),
            [new(["group:default/a"], [], People)]);
        Assert.True(await Documents().SaveAsync($"rounds/{id}/1/plan", plan, null, Cancel));
        Assert.True(await Documents().SaveAsync($"rounds/{id}/1/answers", RoundAnswers.Empty(plan), null, Cancel));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, People * 3).Select(attempt => new Answering(Documents()).TakeAsync(
            SurveyToken.Issue(plan.Key, id, 1, 0, $"user:default/p{attempt % People}"),
            new Dictionary<string, string> { ["well"] = "4" },
            Cancel)));

        Assert.Equal(
            (People, People * 2),
            (outcomes.OfType<AnswerOutcome.Taken>().Count(), outcomes.OfType<AnswerOutcome.Used>().Count()));
        var answers = (await Documents().FindAsync<RoundAnswers>($"rounds/{id}/1/answers", Cancel))!.Value.Document;
        Assert.Equal((People, People), (answers.Cells[0].Sheets, answers.Cells[0].Questions[0].Counts[3]));
    }

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private ISurveyDocuments Documents() => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new TableServiceClient(storage.ConnectionString))
        .AddSingleton(new BlobServiceClient(storage.ConnectionString))
        .AddSingleton(DoraOptions.Default)
        .AddMetricsStorage()
        .BuildServiceProvider()
        .GetRequiredService<ISurveyDocuments>();
}
