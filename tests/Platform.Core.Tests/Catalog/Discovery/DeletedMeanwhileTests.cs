using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Discovery.News;
using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Catalog.Proposals;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog;
using Platform.TestKit.Queues;

namespace Platform.Core.Tests.Catalog.Discovery;

/// <summary>A repository is deleted between the reading of its descriptor and the storing of its entity.</summary>
public sealed class DeletedMeanwhileTests : IRepositoryRecords
{
    private const string Repository = "acme/orders";

    private readonly MemoryRepositories _repositories = new();
    private readonly MemoryCatalog _catalog = new();

    public DeletedMeanwhileTests() =>
        _repositories[Repository, "catalog-info.yaml"] = new EntityBuilder().Named("orders").Text();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(NewsKind.Pushed)]
    [InlineData(NewsKind.Changed)]
    public async Task What_was_read_before_is_not_in_the_catalog_afterwards(NewsKind kind)
    {
        var ingestor = Ingestor();
        _catalog.Sources.BeforeSave = async () =>
        {
            _repositories.Delete(Repository);
            await ingestor.IngestAsync(News(NewsKind.Deleted), Cancel);
        };

        await ingestor.IngestAsync(News(kind), Cancel);

        Assert.Empty(_catalog.Claims.Refs);
    }

    [Theory]
    [InlineData(NewsKind.Pushed)]
    [InlineData(NewsKind.Changed)]
    public async Task What_is_there_stays(NewsKind kind)
    {
        await Ingestor().IngestAsync(News(kind), Cancel);

        Assert.Equal(["orders"], _catalog.Claims.Refs.Select(entity => entity.Name));
    }

    Task<IReadOnlyList<RepositoryRecord>> IRepositoryRecords.ListAsync(
        string organization, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RepositoryRecord>>([]);

    Task<IReadOnlyDictionary<long, RepositoryRecord>> IRepositoryRecords.FindAsync(
        IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<long, RepositoryRecord>>(new Dictionary<long, RepositoryRecord>());

    Task IRepositoryRecords.SaveAsync(IReadOnlyList<RepositoryRecord> records, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    Task IRepositoryRecords.RemoveAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken) => Task.CompletedTask;

    private static RepositoryNews News(NewsKind kind) => new(
        $"{kind}", kind, Repository, 1, Branch: "main", After: MemoryRepositories.HeadOf("main"),
        Changed: ["catalog-info.yaml"], Removed: []);

    private NewsIngestor Ingestor()
    {
        var limits = new DiscoveryLimits { ReplicaLag = TimeSpan.Zero };
        var host = RepositoryHost.Of(new Uri("https://api.github.com/"));
        var sources = _catalog.Ingestor();
        return new(
            this,
            new PushReading(_repositories, limits, TimeProvider.System),
            new PushIngestion(
                _repositories, _catalog.Sources, new Dependents(_catalog.Sources, _repositories, host), sources,
                DescriptorNames.Default, new MemoryQueues()),
            new RepositoryRefresh(
                _repositories, this, _catalog.Sources, sources, DescriptorNames.Default, limits, TimeProvider.System),
            new ProposalPlanning(
                ProposalPolicy.Parse(null).Value!, new MemoryProposalRecords(), new MemoryQueues(), TimeProvider.System),
            TimeProvider.System);
    }
}
