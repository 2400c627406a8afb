using Platform.Adapters.Files;
using Platform.Adapters.Storage.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Scaffolding;

public sealed class TableTaskSecretsTests(StorageFixture storage) : IClassFixture<StorageFixture>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-key-");
    private readonly TaskId _task = TaskId.New(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Secrets_come_back_in_another_process_and_are_nowhere_to_be_read()
    {
        await Secrets().StoreAsync(_task, Given("a-canary-in-a-row"), Cancel);

        var opened = await Secrets().OpenAsync(_task, Cancel);

        Assert.Equal("a-canary-in-a-row", (string)opened.Values["token"]!);
        Assert.DoesNotContain(
            await StorageContents.ReadAsync(storage, Cancel),
            content => content.Text.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wiped_is_gone_for_everybody_also_for_who_had_it_open()
    {
        var (one, other) = (Secrets(), Secrets());
        await one.StoreAsync(_task, Given("12345678"), Cancel);
        var kept = (await other.OpenAsync(_task, Cancel)).Seal("x");

        await one.WipeAsync(_task, Cancel);
        await one.WipeAsync(_task, Cancel);

        var after = await other.OpenAsync(_task, Cancel);
        Assert.False(after.AreAny);
        Assert.Equal("secrets-gone", Assert.Single(after.Open(kept).Problems).Code);
    }

    [Fact]
    public async Task A_repeated_request_changes_nothing_and_new_ones_after_the_wipe_have_a_new_key()
    {
        await Secrets().StoreAsync(_task, Given("first-value"), Cancel);
        await Secrets().StoreAsync(_task, Given("second-value"), Cancel);
        var first = await Secrets().OpenAsync(_task, Cancel);
        var kept = first.Seal("x");
        await Secrets().WipeAsync(_task, Cancel);
        await Secrets().StoreAsync(_task, Given("second-value"), Cancel);
        var second = await Secrets().OpenAsync(_task, Cancel);

        Assert.Equal(("first-value", "second-value"), ((string)first.Values["token"]!, (string)second.Values["token"]!));
        Assert.False(second.Open(kept).IsOk);
    }

    [Fact]
    public async Task The_most_that_a_request_may_give_fits()
    {
        var most = Enumerable.Range(0, SecretRules.MostSecrets).ToDictionary(
            i => $"{i:D2}{new string('ü', SecretRules.LongestName - 2)}",
            _ => new string('x', SecretRules.MostBytes / SecretRules.MostSecrets));

        await Secrets().StoreAsync(_task, most, Cancel);

        Assert.Equal(most.Keys.Order(), (await Secrets().OpenAsync(_task, Cancel)).Values.Select(value => value.Key).Order());
    }

    [Fact]
    public async Task Those_that_were_stored_before_a_moment_are_listed()
    {
        await Secrets().StoreAsync(_task, Given("12345678"), Cancel);

        Assert.Contains(_task, await Secrets().ListAsync(DateTimeOffset.MaxValue.AddDays(-1), Cancel).ToListAsync(Cancel));
        Assert.DoesNotContain(
            _task, await Secrets().ListAsync(TimeProvider.System.GetUtcNow().AddMinutes(-5), Cancel).ToListAsync(Cancel));
    }

    private static Dictionary<string, string> Given(string value) => new() { ["token"] = value };

    private TableTaskSecrets Secrets() =>
        new(storage.Tables, new KeyFile(Path.Combine(_folder.FullName, "key")), TimeProvider.System);
}
