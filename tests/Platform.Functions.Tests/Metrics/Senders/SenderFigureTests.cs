using System.Net;
using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics.Senders;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics.Senders;

/// <summary>What tools send, through the running app to the figures.</summary>
public sealed class SenderFigureTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private const string A = "aaaaaaa1", B = "bbbbbbb2";

    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"t{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PagerDutys_reopened_incident_is_recovered_from_at_its_last_resolution()
    {
        await DeployAsync("2030-01-02T09:55:00Z");
        foreach (var (type, at) in new[]
        {
            ("triggered", "10:00"), ("acknowledged", "10:05"), ("resolved", "10:20"), ("reopened", "10:25"),
            ("resolved", "11:10"),
        })
        {
            using var answer = await _host.SendFromPagerDutyAsync(
                $"?component={_name}", IncidentPayloads.PagerDuty(type, $"2030-01-02T{at}:00Z", $"P{_name}"));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        await FigureAsync("failedDeploymentRecoveryTime.value", 75 * 60);
    }

    [Fact]
    public async Task An_alert_makes_the_deployment_before_it_a_failure()
    {
        await DeployAsync("2030-01-02T09:55:00Z");
        var firing = IncidentPayloads.Alertmanager(IncidentPayloads.Alert(_name, "2030-01-02T10:00:00Z"));
        var resolved = IncidentPayloads.Alertmanager(
            IncidentPayloads.Alert(_name, "2030-01-02T10:00:00Z", "2030-01-02T10:30:00Z"));
        foreach (var payload in new[] { firing, firing, resolved })
        {
            await AcceptedAsync($"alertmanager?component={_name}", payload);
        }

        await FigureAsync("changeFailRate.value", 1);
        await FigureAsync("failedDeploymentRecoveryTime.value", 35 * 60);
    }

    [Fact]
    public async Task Argo_CDs_return_to_an_entry_of_its_history_is_a_rollback()
    {
        foreach (var history in new[] { new[] { A }, [A, B], [A, B, A] })
        {
            await AcceptedAsync($"argocd?component={_name}", DeploymentPayloads.ArgoCd($"{_name}-production", history));
        }

        await FigureAsync("rollbacks.declared", 1);
        await FigureAsync("deploymentFrequency.raw.count", 3);
        await FigureAsync("deploymentFrequency.net.count", 2);
    }

    [Fact]
    public async Task What_comes_twice_by_other_deliveries_counts_once()
    {
        var payload = DeploymentPayloads.DevLake($"run-{_name}", "2030-01-02T09:55:00Z");
        await AcceptedAsync($"devlake?component={_name}", payload);
        payload["displayTitle"] = "Again";
        await AcceptedAsync($"devlake?component={_name}", payload);
        await DeployAsync("2030-01-03T09:55:00Z", "last");

        await FigureAsync("deploymentFrequency.raw.count", 2);
    }

    [Fact]
    public async Task What_its_sender_would_not_send_is_kept_with_the_reason()
    {
        await AcceptedAsync("devlake", new JsonObject { ["id"] = _name, ["finishedDate"] = "yesterday" });

        var records = await _host.GivenUpAsync(
            "delivery-webhooks", item => ((string?)item["reasons"]![0]!["field"]) == "finishedDate", Cancel);

        Assert.Equal("field-missing", (string)records[0]["reasons"]![0]!["code"]!);
    }

    private Task DeployAsync(string at, string id = "first") =>
        AcceptedAsync($"devlake?component={_name}", DeploymentPayloads.DevLake($"{_name}-{id}", at));

    private async Task AcceptedAsync(string address, JsonObject payload)
    {
        using var answer = await _host.SendFromAsync(address, payload);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private Task FigureAsync(string path, double expected) => Eventually.HoldsAsync(
        async () =>
        {
            await _host.RollUpAsync(Cancel);
            var figures = (await _host.DoraAsync($"component:{_name}", Cancel))["figures"];
            return (double?)path.Split('.').Aggregate(figures, (node, part) => node?[part]) == expected;
        },
        Cancel,
        $"{path} of {_name} is {expected}",
        TimeSpan.FromSeconds(120));
}
