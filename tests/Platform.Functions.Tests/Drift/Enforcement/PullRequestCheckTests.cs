using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Core.Drift.Enforcement;
using Platform.TestKit.Catalog;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Drift.Enforcement;

/// <summary>From a pull request on the forge to the check beside it.</summary>
public sealed class PullRequestCheckTests
{
    private const string Descriptor = "catalog-info.yaml";
    private const string Secret =
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\nstringData:\n  password: hunter2\n";

    private const string GoldenPath = """
        apiVersion: platform.functions/v1alpha1
        kind: GoldenPath
        enforcement:
          enabled: true
          rules: [secret-plain]
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_that_brings_a_plain_secret_is_stopped_and_one_that_takes_it_away_is_not()
    {
        await using var world = await World.StartAsync(GoldenPath);
        await world.Organization.CreateAsync("orders", (Descriptor, Component), ("README.md", "# Orders\n"));

        var bad = await world.ProposeAsync("orders", "bad", ("k8s/secret.yaml", Secret));
        var stopped = await world.CheckAsync("orders", bad);
        await world.Organization.MergeAsync("orders", 1);
        var other = await world.ProposeAsync("orders", "other", ("README.md", "# Orders, and more\n"));
        var besides = await world.CheckAsync("orders", other);
        var good = await world.ProposeAsync("orders", "good", ("k8s/secret.yaml", null));
        var mended = await world.CheckAsync("orders", good);

        Assert.Equal(
            ["failure", "success", "success"], new[] { stopped, besides, mended }.Select(check => $"{check["conclusion"]}"));
        var note = Assert.Single(await world.Organization.AnnotationsAsync("orders", stopped))!;
        Assert.Equal(("k8s/secret.yaml", "failure"), ($"{note["path"]}", $"{note["annotation_level"]}"));
        Assert.DoesNotContain("hunter2", stopped.ToJsonString() + note.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("On the golden path", $"{mended["output"]!["title"]}");
        Assert.Contains("was there before", $"{besides["output"]!["summary"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_golden_path_does_not_say_so_nothing_is_checked_and_the_check_can_not_be_required()
    {
        await using var world = await World.StartAsync(
            GoldenPath.Replace("enabled: true", "enabled: false", StringComparison.Ordinal));
        await world.Organization.CreateAsync("orders", (Descriptor, Component));
        var sha = await world.ProposeAsync("orders", "bad", ("k8s/secret.yaml", Secret));
        await Eventually.HoldsAsync(async () => await world.Organization.PendingDeliveriesAsync() == 0, Cancel);

        using var refused = await world.RequireAsync("active");

        Assert.Empty(await world.Organization.ChecksAsync("orders", sha));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains(
            GoldenPathRuleset.Off, await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_is_required_on_request_and_the_reach_says_where_it_really_is()
    {
        await using var world = await World.StartAsync(GoldenPath);
        await world.Organization.CreateAsync("orders", (Descriptor, Component));
        await world.Host.Client.SweepForDriftAsync(Cancel);

        using var tried = await world.RequireAsync("evaluate");
        using var required = await world.RequireAsync("active");
        var reach = (await world.Host.Client.GetFromJsonAsync<JsonNode>(
            $"drift/enforcement/{world.Organization.Name}", Cancel))!;

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (tried.StatusCode, required.StatusCode));
        Assert.Equal("active", $"{reach["ruleset"]!["enforcement"]}");
        // Protection is looked at in a cycle of its own.
        Assert.Equal((1, 0, 1), ((int)reach["repositories"]!, (int)reach["required"]!, (int)reach["unknown"]!));
        Assert.Null(reach["share"]);
    }

    private static string Component => new EntityBuilder().Named("orders").With("spec.owner", "group:default/team").Text();

    private sealed class World(PlatformHost host, OrganizationDriver organization, DirectoryInfo folder) : IAsyncDisposable
    {
        public PlatformHost Host { get; } = host;

        public OrganizationDriver Organization { get; } = organization;

        public static async Task<World> StartAsync(string path)
        {
            var folder = Directory.CreateTempSubdirectory("platform-tests-");
            var file = Path.Combine(folder.FullName, "golden-path.yaml");
            await File.WriteAllTextAsync(file, path, Cancel);
            var host = await PlatformHost.StartAsync(values => values["GoldenPathFile"] = file);
            var organization = await OrganizationDriver.OpenAsync(host.Organization);
            await organization.HookAsync(new Uri(host.ApiAddress, "github/webhooks"), host.WebhookSecret, "pull_request");
            return new(host, organization, folder);
        }

        public async Task<string> ProposeAsync(string repository, string branch, params (string Path, string? Text)[] changes)
        {
            var commit = await Organization.CommitAsync(repository, await Organization.HeadAsync(repository), changes);
            await Organization.BranchAsync(repository, branch, commit);
            return await Organization.OpenPullAsync(repository, branch, branch);
        }

        public async Task<JsonNode> CheckAsync(string repository, string sha)
        {
            JsonNode? check = null;
            await Eventually.HoldsAsync(
                async () => (check = (await Organization.ChecksAsync(repository, sha)).FirstOrDefault(
                    one => $"{one!["status"]}" == "completed")) is not null,
                Cancel,
                $"{sha} of {repository} is checked");
            return check!;
        }

        public Task<HttpResponseMessage> RequireAsync(string mode) =>
            Host.Client.PutAsJsonAsync($"drift/enforcement/{Organization.Name}", new { mode }, Cancel);

        public async ValueTask DisposeAsync()
        {
            Organization.Dispose();
            await Host.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }
}
