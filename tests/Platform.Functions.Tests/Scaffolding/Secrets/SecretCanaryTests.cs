using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Scaffolding.Secrets;

/// <summary>
/// Secrets go through a task in every way that a template has, its process is killed in the middle, and they are looked for in
/// everything that the platform wrote: each row, blob and message, the journal of the orchestrations among them, and each line of
/// the log.
/// </summary>
public sealed class SecretCanaryTests : IAsyncLifetime
{
    private readonly Canary _plain = Canary.New("canary-");
    private readonly Canary _special = Canary.New("c\"<n4ry>&'\\+/é ");
    private readonly Canary _visible = Canary.New("visible-");
    private readonly TemplateFolder _templates = new TemplateFolder()
        .Write("talkative/template.yaml", Talkative)
        .Write("leaking/template.yaml", Leaking);

    private HostProcess _host = null!;
    private ScaffolderClient _scaffolder = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await HostProcess.StartAsync(Cancel, settings =>
        {
            settings["TemplatesDirectory"] = _templates.Path;
            settings["Logging:LogLevel:Default"] = "Debug";
        });
        _scaffolder = new(_host.Client);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _templates.Dispose();
    }

    [Fact]
    public async Task No_row_blob_message_log_or_answer_ever_shows_a_secret()
    {
        var id = await CreateAsync("talkative");
        await ReachedAsync(id, "wait");
        var during = await StorageContents.ReadAsync(_host.Storage, Cancel);
        _host.Kill();
        var killed = await StorageContents.ReadAsync(_host.Storage, Cancel);
        _host.Launch();
        await _host.WaitUntilReadyAsync(Cancel);
        var events = await _scaffolder.FollowAsync(id, Cancel);
        var after = await StorageContents.ReadAsync(_host.Storage, Cancel);

        // The search sees what steps were given: the value that may be shown is found in the journal, and the sealed ones, too.
        var journal = killed.Where(content => !content.Place.StartsWith("table scaffold", StringComparison.Ordinal)
            && !content.Place.StartsWith("blob content", StringComparison.Ordinal)).ToList();
        Assert.Contains(journal, content => _visible.IsIn(content.Text));
        Assert.Contains(journal, content => content.Text.Contains("$sealed", StringComparison.Ordinal));
        Assert.All(new[] { _plain, _special }, canary =>
        {
            Assert.Empty(canary.Among(during));
            Assert.Empty(canary.Among(killed));
            Assert.Empty(canary.Among(after));
            Assert.Empty(canary.Among([("log", _host.WholeOutput)]));
            Assert.DoesNotContain(
                events, entry => canary.IsIn(entry.ToString()) || canary.IsIn(entry.Body.Output?.ToJsonString() ?? ""));
        });
        Assert.True(_host.WholeOutput.Length > 0);
        // It said what it was told to say, covered.
        Assert.Contains(events, entry => entry.Body.Message == $"The token is *** of {_visible.Value}");
        Assert.Equal(3, events.Count(entry => entry.Body is { StepId: "each" } body
            && body.Message.Contains("***", StringComparison.Ordinal)));
        Assert.Equal("failed", (string)(await _scaffolder.GetAsync(id, Cancel))["status"]!);
        Assert.False(await HasKeyAsync(id));
    }

    [Fact]
    public async Task A_secret_is_wiped_with_the_end_and_has_to_be_given_again_for_a_retry()
    {
        var id = await CreateAsync("leaking");
        var events = await _scaffolder.FollowAsync(id, Cancel);
        Assert.Contains(
            events, entry => entry.Body.Error?.Problems.Any(problem => problem.Code == "secret-in-workspace") == true);
        Assert.False(await HasKeyAsync(id));

        Assert.Equal(["secret-missing", "secret-missing"], await RetryAsync(id, null, HttpStatusCode.BadRequest));
        Assert.Equal(
            ["secret-unknown"],
            await RetryAsync(id, new() { ["plain"] = _plain.Value, ["special"] = _special.Value, ["more"] = "12345678" },
            HttpStatusCode.BadRequest));
        await RetryAsync(id, new() { ["plain"] = _plain.Value, ["special"] = _special.Value }, HttpStatusCode.Created);

        Assert.Equal("failed", await EndedAgainAsync(id));
        Assert.False(await HasKeyAsync(id));
        Assert.Empty(_plain.Among(await StorageContents.ReadAsync(_host.Storage, Cancel)));
        Assert.Empty(_plain.Among([("log", _host.WholeOutput)]));
    }

    private async Task<TaskId> CreateAsync(string template)
    {
        using var response = await _host.Client.PostAsJsonAsync("scaffolder/v2/tasks", new JsonObject
        {
            ["templateRef"] = template,
            ["values"] = new JsonObject { ["visible"] = _visible.Value },
            ["secrets"] = new JsonObject { ["plain"] = _plain.Value, ["special"] = _special.Value },
        }, Cancel);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, body);
        return TaskId.Parse((string)JsonNode.Parse(body)!["id"]!);
    }

    private async Task<IEnumerable<string>> RetryAsync(TaskId id, JsonObject? secrets, HttpStatusCode expected)
    {
        using var response = await _host.Client.PostAsJsonAsync(
            $"scaffolder/v2/tasks/{id}/retry", new JsonObject { ["secrets"] = secrets }, Cancel);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(expected == response.StatusCode, body);
        Assert.False(_plain.IsIn(body) || _special.IsIn(body));
        return JsonNode.Parse(body)!["error"]?["errors"]?.AsArray().Select(error => (string)error!["code"]!) ?? [];
    }

    private async Task ReachedAsync(TaskId id, string step)
    {
        long after = 0;
        while (true)
        {
            foreach (var entry in await _scaffolder.ReadEventsAsync(id, after, Cancel))
            {
                Assert.True(entry.Type == TaskEventType.Log, $"{entry}\n{_host.Output}");
                after = entry.Id;
                if (entry.Body.StepId == step)
                {
                    return;
                }
            }
        }
    }

    private async Task<string> EndedAgainAsync(TaskId id)
    {
        while (true)
        {
            var events = await _scaffolder.ReadEventsAsync(id, 0, Cancel);
            if (events.SkipWhile(entry => entry.Type != TaskEventType.Recovered)
                .Any(entry => entry.Type == TaskEventType.Completion))
            {
                return (string)(await _scaffolder.GetAsync(id, Cancel))["status"]!;
            }

            await Task.Delay(200, Cancel);
        }
    }

    private async Task<bool> HasKeyAsync(TaskId id) => await _host.Storage.Tables.GetTableClient("scaffoldsecrets")
        .QueryAsync<Azure.Data.Tables.TableEntity>(row => row.PartitionKey == id.Value, cancellationToken: Cancel)
        .AnyAsync(Cancel);

    private const string Talkative = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: talkative
        spec:
          type: service
          parameters:
            properties:
              visible: { type: string }
          secrets:
            schema:
              type: object
              required: [plain]
              properties:
                plain: { type: string }
          steps:
            - id: log
              action: debug:log
              input:
                message: The token is ${{ secrets.plain }} of ${{ parameters.visible }}
                extra:
                  visible: ${{ parameters.visible }}
                  special: ${{ secrets.special }}
                  backwards: ${{ secrets.plain | reverse }}
                  address: https://example.org/?q=${{ secrets.special | urlencode }}
            - id: each
              action: debug:log
              each: ${{ [secrets.plain, secrets.special, parameters.visible] }}
              if: ${{ secrets.plain and secrets.special }}
              input:
                message: ${{ each.value }} and ${{ secrets.plain }}
            - id: wait
              action: debug:wait
              input:
                seconds: 6
            - id: fail
              action: debug:log
              input:
                message: ${{ (secrets.special + secrets.plain) | parseEntityRef }}
        """;

    private const string Leaking = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: leaking
        spec:
          type: service
          steps:
            - id: write
              action: catalog:write
              input:
                entity:
                  kind: Component
                  metadata:
                    description: ${{ secrets.plain }}
        """;
}
