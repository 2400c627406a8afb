using Platform.Adapters.Storage.Catalog.Discovery;
using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog.Discovery;

public sealed class RepositoryRecordsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly TableRepositoryRecords _records = new(storage.Tables);
    private readonly string _organization = $"org-{Guid.NewGuid():N}"[..16];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_saved_is_found_by_number_and_by_organisation()
    {
        // More than a batch takes and more than a question can ask for.
        RepositoryRecord[] saved = [.. Enumerable.Range(0, 130).Select(i => Record(1000 + i))];
        await _records.SaveAsync(saved, Cancel);
        await _records.SaveAsync([new("elsewhere", Listed(7))], Cancel);

        var listed = await _records.ListAsync(_organization.ToUpperInvariant(), Cancel);
        var found = await _records.FindAsync([.. Enumerable.Range(990, 50).Select(id => (long)id)], Cancel);

        Assert.Equal(saved.Select(record => record.Listed.Id), listed.Select(record => record.Listed.Id).Order());
        Assert.Equal(Enumerable.Range(1000, 40).Select(id => (long)id), found.Keys.Order());
    }

    [Fact]
    public async Task All_of_a_record_comes_back_however_many_descriptors_it_has()
    {
        var record = Record(1) with
        {
            Known = Listed(1) with { Archived = true, PushedAt = DateTimeOffset.UnixEpoch },
            LookedAt = DateTimeOffset.UnixEpoch.AddDays(1),
            IsSettled = true,
            IsComplete = true,
            TreeTag = "W/\"tag\"",
            Misses = 1,
            Problem = "größer",
            Paths = [.. Enumerable.Range(0, 3000).Select(i => $"services/service-{i}/catalog-info.yaml")],
        };
        await _records.SaveAsync([record], Cancel);

        var found = (await _records.FindAsync([1], Cancel))[1];

        Assert.Equal(record.Paths, found.Paths);
        Assert.Equal(record with { Paths = [] }, found with { Paths = [] });
    }

    [Fact]
    public async Task What_was_removed_is_gone_and_removing_again_is_harmless()
    {
        await _records.SaveAsync([Record(5)], Cancel);

        await _records.RemoveAsync([5], Cancel);
        await _records.RemoveAsync([5, 6], Cancel);

        Assert.Empty(await _records.FindAsync([5], Cancel));
    }

    private RepositoryRecord Record(long id) => new(_organization, Listed(id));

    private static ListedRepository Listed(long id) => new(
        id, RepositoryName.Create("acme", $"r{id}"), "main", new Uri($"https://github.com/acme/r{id}"), Archived: false,
        Fork: false, PushedAt: null, SizeInKilobytes: 1);
}
