using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>Repositories are looked through for descriptors, and news of them are taken.</summary>
[Covers("CatalogSweepStart", "CatalogSweepGet", "CatalogSweep_v1", "CatalogRepositoriesList")]
[Covers("CatalogRepositories", "CatalogRepositoriesPoison", "CatalogProposals", "CatalogProposalsPoison")]
public sealed class SweepTests(PlatformUnderTest platform)
{
    private readonly string _name = $"s{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repository_is_looked_at_and_the_sweep_says_what_it_found()
    {
        using var source = platform.SourceControl();
        await source.CreateAsync(_name, "Swept", Cancel);

        using var started = await platform.Client.PostAsJsonAsync(
            "catalog/sweeps", new { repository = $"{source.Organization}/{_name}" }, Cancel);
        var id = (string)(await started.JsonAsync(HttpStatusCode.Accepted))["id"]!;
        var ended = await Eventually.FindAsync(
            async () =>
            {
                using var answer = await platform.Client.GetAsync($"catalog/sweeps/{id}", Cancel);
                return await answer.JsonAsync() is JsonNode found && (string)found["status"]! == "completed" ? found : null;
            },
            $"sweep {id} has ended");

        var report = ended["reports"]![0]!;
        Assert.Equal((true, 1), ((bool)report["complete"]!, (int)report["repositories"]!));
        using var listed = await platform.Client.GetAsync($"catalog/repositories/{source.Organization}", Cancel);
        Assert.Contains(
            $"{source.Organization}/{_name}",
            (await listed.JsonAsync())["items"]!.AsArray().Select(item => (string)item!["name"]!));
    }

    [Fact]
    public async Task A_sweep_that_nobody_started_is_not_found()
    {
        using var answer = await platform.Client.GetAsync($"catalog/sweeps/{_name}", Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "sweep-not-found");
    }

    [Fact]
    public async Task What_is_neither_organisation_nor_repository_is_refused()
    {
        using var answer = await platform.Client.PostAsJsonAsync("catalog/sweeps", new { everything = true }, Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "field-unknown");
    }
}
