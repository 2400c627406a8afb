using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Registering;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Actions;

public sealed class RegisterInCatalogActionTests : ICatalogIngestion, ICatalogReader, ICatalogRemoval
{
    private const string Descriptor = """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: orders
        spec:
          type: service
          lifecycle: production
          owner: team-a
        """;

    private static readonly RepositoryName Orders = RepositoryName.Create("acme", "orders");

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly FakeSourceControl _github = new();
    private readonly ScaffoldTask _task = new TaskBuilder().Build();
    private readonly List<CatalogIngestRequest> _requests = [];
    private CatalogEntity? _stored;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_step_ends_when_the_entity_answers()
    {
        await PushAsync(Descriptor);

        var end = await Driver(() => Store($"github:acme/orders:catalog-info.yaml")).RunAsync(Input(), null, Cancel);

        Assert.Equal(TurnKind.Done, end.Kind);
        Assert.Equal("component:default/orders", end.Output!["entityRef"]!.GetValue<string>());
        Assert.Equal(
            "https://github.com/acme/orders/blob/main/catalog-info.yaml", end.Output["catalogInfoUrl"]!.GetValue<string>());
        var request = _requests[0];
        Assert.Equal(_github.Repositories[Orders].Head, request.Sha);
        Assert.True(RegistrationId.TryParse(request.Id, out var task));
        Assert.Equal(_task.Id, task);
    }

    [Fact]
    public async Task An_entity_that_never_appears_fails_the_step()
    {
        await PushAsync(Descriptor);

        var end = await Driver(() => { }).RunAsync(Input(), null, Cancel);

        Assert.Equal("entity-not-there", Assert.Single(end.Problems).Code);
    }

    [Fact]
    public async Task A_name_that_another_source_has_fails_the_step()
    {
        await PushAsync(Descriptor);

        var end = await Driver(() => Store("github:acme/other:catalog-info.yaml")).RunAsync(Input(), null, Cancel);

        Assert.Equal("entity-owned-elsewhere", Assert.Single(end.Problems).Code);
    }

    [Fact]
    public async Task An_invalid_descriptor_fails_with_its_place()
    {
        await PushAsync(Descriptor.Replace("name: orders", "name: not a name", StringComparison.Ordinal));

        var end = await Driver(() => { }).RunAsync(Input(), null, Cancel);

        Assert.Equal(4, Assert.Single(end.Problems).Place?.Line);
        Assert.Empty(_requests);
    }

    [Fact]
    public async Task A_missing_descriptor_is_no_failure_when_registration_is_optional()
    {
        await PushAsync(Descriptor, path: "other.yaml");
        var input = Input();
        input["optional"] = true;

        var driver = Driver(() => { });
        var end = await driver.RunAsync(input, null, Cancel);

        Assert.Equal(TurnKind.Done, end.Kind);
        Assert.Contains("optional", Assert.Single(driver.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_descriptor_that_GitHub_does_not_show_yet_is_waited_for()
    {
        await PushAsync(Descriptor, path: "other.yaml");
        var pushed = false;

        var end = await Driver(() =>
        {
            if (!pushed)
            {
                PushAsync(Descriptor).Wait(Cancel);
                pushed = true;
            }

            Store("github:acme/orders:catalog-info.yaml");
        }).RunAsync(Input(), null, Cancel);

        Assert.Equal(TurnKind.Done, end.Kind);
    }

    [Fact]
    public async Task A_catalog_that_read_too_early_is_asked_again()
    {
        await PushAsync(Descriptor);

        var end = await Driver(() =>
        {
            if (_requests.Select(request => request.OccurredAt).Distinct().Count() > 1)
            {
                Store("github:acme/orders:catalog-info.yaml");
            }
        }).RunAsync(Input(), null, Cancel);

        Assert.Equal(TurnKind.Done, end.Kind);
    }

    [Fact]
    public async Task The_catalog_is_asked_again_three_seconds_after_the_first_time_and_at_each_later_look()
    {
        await PushAsync(Descriptor);

        await Driver(() => { }).RunAsync(Input(), null, Cancel);

        Assert.Equal([0, 3, 6.2, 12.6, 20.6], SecondsOfRequests().Take(5));
    }

    [Fact]
    public async Task A_catalog_whose_word_comes_early_and_often_is_not_asked_at_each_of_them()
    {
        await PushAsync(Descriptor);

        await Driver(() => { }, wokenAfter: TimeSpan.FromSeconds(0.1)).RunAsync(Input(), null, Cancel);

        Assert.Equal([0, 2.5, 5, 7.5, 10], SecondsOfRequests().Take(5));
    }

    [Fact]
    public async Task Undoing_takes_the_entity_out_again()
    {
        await PushAsync(Descriptor);
        var driver = Driver(() => Store("github:acme/orders:catalog-info.yaml"));
        await driver.RunAsync(Input(), null, Cancel);

        await driver.UndoAsync(Cancel);

        Assert.Null(_stored);
    }

    [Theory]
    [InlineData("https://elsewhere.example/acme/orders/blob/main", "contents-host-unknown")]
    [InlineData("https://github.com/acme/orders", "contents-url-invalid")]
    [InlineData("not a url", "contents-url-invalid")]
    public async Task An_address_that_is_no_file_of_ours_is_refused(string url, string code)
    {
        var end = await Driver(() => { }).RunAsync(new JsonObject { ["repoContentsUrl"] = url }, null, Cancel);

        Assert.Equal(code, Assert.Single(end.Problems).Code);
    }

    Task ICatalogIngestion.RequestAsync(CatalogIngestRequest request, CancellationToken cancellationToken)
    {
        _requests.Add(request);
        return Task.CompletedTask;
    }

    Task<CatalogEntity?> ICatalogReader.FindAsync(EntityRef entityRef, CancellationToken cancellationToken) =>
        Task.FromResult(_stored);

    Task<bool> ICatalogRemoval.RemoveAsync(
        EntityRef entityRef, string source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        _stored = _stored?.Source == source ? null : _stored;
        return Task.FromResult(true);
    }

    private static JsonObject Input() => new()
    {
        ["repoContentsUrl"] = "https://github.com/acme/orders/blob/main",
        ["catalogInfoPath"] = "/catalog-info.yaml",
    };

    private void Store(string source) => _stored = new(EntityRef.Parse("component:default/orders"), "uid", "etag", [], source);

    // Each turn is taken twice.
    private IEnumerable<double> SecondsOfRequests() => _requests
        .Select(request => Math.Round((request.OccurredAt!.Value - _requests[0].OccurredAt!.Value).TotalSeconds, 1))
        .Distinct();

    private ActionDriver Driver(Action meanwhile, TimeSpan? wokenAfter = null) => new(
        new RegisterInCatalogAction(_github, new YamlDocumentReader(), this, this, this, new FakeEnvironment(), _clock),
        _task,
        _clock.GetUtcNow())
    {
        WhileWaiting = turn =>
        {
            _clock.Advance(wokenAfter ?? turn.After);
            meanwhile();
            return Task.CompletedTask;
        },
    };

    private async Task PushAsync(string text, string path = "catalog-info.yaml")
    {
        var request = new RepositoryRequest(_task.Id.Value, Orders, string.Empty);
        var made = (await _github.CreateOrAdoptAsync(request, Cancel)).Value!;
        var commit = await _github.CommitAsync(
            made, new("m", "a", "e", DateTimeOffset.UnixEpoch, [CommitEntry.Inline(path, "100644", text)]), Cancel);
        await _github.PushAsync(made, commit.Value!, Cancel);
    }
}
