using Platform.Adapters.Storage.Access;
using Platform.Core.Access;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Access;

public sealed class AccessStorageTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ApiKey _key = ApiKey.Generate();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_found_by_its_id_with_all_it_was_given()
    {
        var record = Record();
        await Keys().AddAsync(record, Cancel);

        var found = await Keys().FindAsync(_key.Id, Cancel);

        Assert.Equal(record with { Roles = found!.Roles }, found);
        Assert.Equal(record.Roles, found.Roles);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("a/b")]
    [InlineData("' or 1 eq 1")]
    public async Task An_unknown_id_is_not_found(string id)
    {
        Assert.Null(await Keys().FindAsync(id, Cancel));
        Assert.False(await Keys().RevokeAsync(id, Noon, Cancel));
    }

    [Fact]
    public async Task Revoking_twice_keeps_the_first_time()
    {
        await Keys().AddAsync(Record(), Cancel);

        await Keys().RevokeAsync(_key.Id, Noon, Cancel);
        Assert.True(await Keys().RevokeAsync(_key.Id, Noon.AddHours(1), Cancel));

        Assert.Equal(Noon, (await Keys().FindAsync(_key.Id, Cancel))!.RevokedAt);
    }

    private ApiKeyRecord Record() =>
        new(_key.Id, "pipeline", [Role.Reader, Role.Registrar], _key.SecretHash, Noon, "key:admin", Noon.AddYears(1));

    private TableApiKeys Keys() => new(storage.Tables);
}
