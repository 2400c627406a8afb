using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Platform.Adapters.Storage.Catalog;
using Platform.Core.Primitives;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog;

public sealed class RowReadingTests : IAsyncLifetime
{
    private const string Partition = "p";
    private const int Rows = 2_500;

    private static readonly string[] All =
        [.. Enumerable.Range(0, Rows).Select(number => ContentHash.Of($"{number}")).Order(StringComparer.Ordinal)];

    private readonly Requests _requests = new();
    private TableClient _table = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var storage = await StorageFixture.NewAsync();
        var options = new TableClientOptions();
        options.AddPolicy(_requests, HttpPipelinePosition.PerRetry);
        _table = new TableServiceClient(storage.ConnectionString, options).GetTableClient("rows");
        await _table.CreateAsync(Cancel);
        foreach (var some in All.Chunk(100))
        {
            await _table.SubmitTransactionAsync(
                some.Select(key => new TableTransactionAction(
                    TableTransactionActionType.Add, new TableEntity(Partition, key) { ["Own"] = key })),
                Cancel);
        }

        _requests.Seen.Clear();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task All_rows_are_read_a_page_at_a_time()
    {
        await FindsAsync(All, All);

        Assert.Equal(3, _requests.Seen.Count);
    }

    [Fact]
    public async Task Rows_that_lie_far_apart_are_read_one_by_one_and_from_then_on_without_a_page()
    {
        string[] few = [.. All.Where((_, index) => index % 250 == 0)];

        await FindsAsync(few, few);
        await FindsAsync(few, few);

        Assert.Equal(1, _requests.Seen.Count(query => query.Contains("filter", StringComparison.Ordinal)));
        Assert.Equal(1 + (few.Length - 4) + few.Length, _requests.Seen.Count);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_whichever_way_it_is_read()
    {
        string[] absent = [.. Enumerable.Range(0, 40).Select(number => ContentHash.Of($"absent {number}"))];
        string[] some = [.. All.Where((_, index) => index % 100 == 0)];

        for (var times = 0; times < 2; times++)
        {
            await FindsAsync([.. some.Concat(absent).Order(StringComparer.Ordinal)], some);
            await FindsAsync([absent[0]], []);
        }
    }

    private async Task FindsAsync(string[] keys, string[] expected)
    {
        var found = await RowReading.ReadAsync(_table, Partition, keys, null, Cancel);

        Assert.Equal(expected, found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, pair => Assert.Equal(pair.Key, pair.Value.GetString("Own")));
    }

    private sealed class Requests : HttpPipelineSynchronousPolicy
    {
        public ConcurrentQueue<string> Seen { get; } = new();

        public override void OnSendingRequest(HttpMessage message) => Seen.Enqueue(message.Request.Uri.Query);
    }
}
