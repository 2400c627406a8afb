using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Platform.Local.Runtime.Supervisor;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Supervisor;

public sealed class ForgeServiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_forge_answers_to_the_token_that_the_services_tell()
    {
        await using var root = new ServicesRoot();
        await using var services = await AcquireAsync(root, ServicesRoot.Long);
        using var ours = ClientOf(services);
        using var stranger = new HttpClient { BaseAddress = services.ForgeUrl };

        Assert.Equal(HttpStatusCode.OK, (await ours.GetAsync("user", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("user", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Repositories_survive_the_end_of_a_forge_that_keeps_its_data()
    {
        await using var root = new ServicesRoot();
        await MakeRepositoryAsync(root, inMemory: false);

        await using var services = await AcquireAsync(root, ServicesRoot.Short, inMemory: false);

        Assert.Equal(HttpStatusCode.OK, await RepositoryStatusAsync(services));
    }

    [Fact]
    public async Task A_forge_in_memory_starts_empty()
    {
        await using var root = new ServicesRoot();
        await MakeRepositoryAsync(root, inMemory: true);

        await using var services = await AcquireAsync(root, ServicesRoot.Short);

        Assert.Equal(HttpStatusCode.NotFound, await RepositoryStatusAsync(services));
    }

    [Fact]
    public async Task A_killed_forge_is_replaced_for_the_next_client_and_storage_stays()
    {
        await using var root = new ServicesRoot();
        await using var before = await AcquireAsync(root, ServicesRoot.Long);

        await KillAsync(SupervisorJson.TryRead<ProcessIdentity>(root.Forge.Child)!);
        await using var after = await AcquireAsync(root, ServicesRoot.Long);
        using var client = ClientOf(after);

        Assert.Equal(before.StorageConnectionString, after.StorageConnectionString);
        Assert.NotEqual(before.ForgeToken, after.ForgeToken);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("user", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_forge_whose_keeper_was_killed_ends_by_itself()
    {
        await using var root = new ServicesRoot();
        await using var services = await AcquireAsync(root, ServicesRoot.Long);
        var orphan = SupervisorJson.TryRead<ProcessIdentity>(root.Forge.Child)!;

        await KillAsync(SupervisorJson.TryRead<ServiceEndpoints>(root.Forge.Endpoints)!.Keeper);

        await Eventually.HoldsAsync(() => orphan.Find() is null, Cancellation);
    }

    [Fact]
    public async Task The_file_with_the_forges_token_is_for_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using var root = new ServicesRoot();
        await using var services = await AcquireAsync(root, ServicesRoot.Long);

        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(root.Forge.Endpoints);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    private static Task<LocalServices> AcquireAsync(ServicesRoot root, TimeSpan linger, bool inMemory = true) =>
        LocalServices.AcquireAsync(root.Options(linger) with { WithForge = true, InMemory = inMemory }, null, Cancellation);

    private static async Task MakeRepositoryAsync(ServicesRoot root, bool inMemory)
    {
        await using (var services = await AcquireAsync(root, ServicesRoot.Short, inMemory))
        {
            using var client = ClientOf(services);
            var created = await client.PostAsJsonAsync("orgs/acme/repos", new { name = "orders" }, Cancellation);
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
            await Eventually.HoldsAsync(
                async () => await RepositoryStatusAsync(services) == HttpStatusCode.OK, Cancellation, "the repository is there");
        }

        await Eventually.HoldsAsync(() => ServicesRoot.KeeperIsGone(root.Forge), Cancellation);
    }

    private static async Task<HttpStatusCode> RepositoryStatusAsync(LocalServices services)
    {
        using var client = ClientOf(services);
        return (await client.GetAsync("repos/acme/orders", Cancellation)).StatusCode;
    }

    private static HttpClient ClientOf(LocalServices services)
    {
        var client = new HttpClient { BaseAddress = services.ForgeUrl };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", services.ForgeToken);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("tests");
        return client;
    }

    private static async Task KillAsync(ProcessIdentity identity)
    {
        using var process = identity.Find();
        process!.Kill();
        await Eventually.HoldsAsync(() => identity.Find() is null, Cancellation);
    }
}
