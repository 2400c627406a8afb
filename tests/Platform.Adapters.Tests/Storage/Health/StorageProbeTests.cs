using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Platform.Adapters.Storage.Health;
using Platform.Core.Health;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Health;

public sealed class StorageProbeTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    /// <summary>Port 1 is nobody's on loopback.</summary>
    private const string DeadPort =
        "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=d3Jvbmc=;BlobEndpoint=http://127.0.0.1:1/a;"
        + "QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_service_is_written_to_and_left_as_it_was()
    {
        Finding[] findings =
        [
            await new TableProbe(storage.Tables).LookAsync(Cancel),
            await new QueueProbe(storage.Queues).LookAsync(Cancel),
            await new BlobProbe(storage.Blobs).LookAsync(Cancel),
        ];

        Assert.All(findings, finding => Assert.Equal(FindingStatus.Fine, finding.Status));
        var (table, queue, container) = (
            storage.Tables.GetTableClient("health"), storage.Queues.GetQueueClient("health"),
            storage.Blobs.GetBlobContainerClient("health"));
        Assert.Empty(await table.QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Equal(0, (await queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount);
        Assert.Empty(await container.GetBlobsAsync(cancellationToken: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Looking_at_once_from_many_places_finds_nothing_wrong()
    {
        var looks = Enumerable.Range(0, 8).SelectMany(_ => new[]
        {
            new TableProbe(storage.Tables).LookAsync(Cancel),
            new QueueProbe(storage.Queues).LookAsync(Cancel),
            new BlobProbe(storage.Blobs).LookAsync(Cancel),
        });

        Assert.All(await Task.WhenAll(looks), finding => Assert.Equal(FindingStatus.Fine, finding.Status));
    }

    [Fact]
    public async Task A_wrong_key_is_told_from_a_missing_service()
    {
        var wrong = storage.ConnectionString.Replace(KeyOf(storage.ConnectionString), "d3Jvbmc=", StringComparison.Ordinal);

        var finding = await FindingOf(
            new BlobProbe(new(wrong, Impatient(new BlobClientOptions()))).LookAsync, BlobProbe.Explain);

        Assert.Equal(FindingStatus.Failed, finding.Status);
        Assert.Contains("The blob service refuses the app", finding.Message);
        Assert.Contains("put the account's present one there", finding.Fix);
    }

    [Fact]
    public async Task A_dead_port_is_an_address_at_which_nothing_answers()
    {
        Finding[] findings =
        [
            await FindingOf(new BlobProbe(new(DeadPort, Impatient(new BlobClientOptions()))).LookAsync, BlobProbe.Explain),
            await FindingOf(new QueueProbe(new(DeadPort, Impatient(new QueueClientOptions()))).LookAsync, QueueProbe.Explain),
            await FindingOf(new TableProbe(new(DeadPort, Impatient(new TableClientOptions()))).LookAsync, TableProbe.Explain),
        ];

        Assert.All(findings, finding => Assert.Equal(FindingStatus.Failed, finding.Status));
        Assert.All(
            findings, finding => Assert.EndsWith("does not answer at the address in AzureWebJobsStorage.", finding.Message));
        Assert.All(findings, finding => Assert.DoesNotContain("127.0.0.1", finding.Message + finding.Fix));
    }

    [Fact]
    public async Task Text_that_is_no_connection_string_is_named_and_not_shown()
    {
        var finding = await FindingOf(
            cancel => new TableProbe(new TableServiceClient("nonsense-with-a-secret")).LookAsync(cancel), TableProbe.Explain);

        Assert.Equal(FindingStatus.Failed, finding.Status);
        Assert.Contains("AzureWebJobsStorage is no connection string", finding.Message);
        Assert.DoesNotContain("nonsense", finding.Message + finding.Fix);
    }

    [Theory]
    [InlineData(0, FindingStatus.Fine)]
    [InlineData(90, FindingStatus.Warning)]
    [InlineData(-90, FindingStatus.Warning)]
    [InlineData(3600, FindingStatus.Failed)]
    [InlineData(-3600, FindingStatus.Failed)]
    public async Task A_clock_that_is_off_is_measured_against_storage(int secondsOff, FindingStatus expected)
    {
        var finding = await new ClockProbe(storage.Blobs, new WrongClock(TimeSpan.FromSeconds(secondsOff))).LookAsync(Cancel);

        Assert.Equal(expected, finding.Status);
        Assert.Equal(expected != FindingStatus.Fine, finding.Fix?.Contains("NTP") == true);
    }

    [Fact]
    public async Task A_clock_is_compared_before_anything_is_there_too()
    {
        var empty = await StorageFixture.NewAsync();

        var finding = await new ClockProbe(empty.Blobs, new WrongClock(TimeSpan.FromHours(1))).LookAsync(Cancel);

        Assert.Equal(FindingStatus.Failed, finding.Status);
    }

    private static string KeyOf(string connection) =>
        connection.Split(';').Single(part => part.StartsWith("AccountKey=", StringComparison.Ordinal))["AccountKey=".Length..];

    private static async Task<Finding> FindingOf(
        Func<CancellationToken, Task<Finding>> look, Func<Exception, Finding> explain)
    {
        try
        {
            return await look(Cancel);
        }
        catch (Exception failure)
        {
            return explain(failure);
        }
    }

    private sealed class WrongClock(TimeSpan off) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + off;
    }

    /// <summary>One attempt: the SDK's own patience would only make the test slow.</summary>
    private static T Impatient<T>(T options)
        where T : Azure.Core.ClientOptions
    {
        options.Retry.MaxRetries = 0;
        return options;
    }
}
