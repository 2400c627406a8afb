using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Scaffolding;
using Platform.Local.Runtime.Durable;
using Platform.TestKit.Durable;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>
/// Records runs with steps beside each other, cancelled, taken up again, and in line for a slot, beside the histories that
/// <see cref="GoldenHistoryTests"/> replays.
/// </summary>
public sealed class RunHistoryTests(OrchestrationFixture fixture) : IClassFixture<OrchestrationFixture>
{
    private const string Steps =
        """
            - { id: a, name: A, action: 'test:conducted', input: { thing: '${{ parameters.name }}-a' } }
            - { id: b, name: B, action: 'test:conducted', input: { thing: '${{ parameters.name }}-b' } }
            - { id: w, name: W, action: 'debug:wait', input: { milliseconds: 200 } }
            - { id: c, name: C, action: 'test:conducted', input: { thing: '${{ steps.a.output.value }}c' }, needs: [b, w] }
        """;

    private static readonly RecordedHistories Histories = RecordedHistories.Beside();
    private static readonly Caller Jane = new("user:default/jane", "Jane", [Role.Admin]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DurableEngine Engine => fixture.Host.Services.GetRequiredService<DurableEngine>();

    private DurableTaskClient Client => fixture.Host.Services.GetRequiredService<DurableTaskClient>();

    [Fact(Explicit = true)]
    public async Task Record_runs()
    {
        var control = fixture.Host.Services.GetRequiredService<TaskControl>();
        fixture.Define("beside", Steps, "  parallel: true\n  limits: { concurrent: 1 }");
        await RecordAsync(await fixture.StartAsync("beside", "g1"), 1, "beside");

        fixture.Action.Broken["g2-ac"] = true;
        var failing = await fixture.StartAsync("beside", "g2");
        await RecordAsync(failing, 1, "beside-failed");
        fixture.Action.Broken.Clear();
        await control.RetryAsync(Client, failing, Jane, Cancel);
        await RecordAsync(failing, 2, "beside-again");

        fixture.Action.Hold("g3-b");
        var cancelled = await fixture.StartAsync("beside", "g3");
        await fixture.Action.BeganAsync("g3-b");
        await control.CancelAsync(Client, cancelled, Jane, Cancel);
        fixture.Action.Release("g3-b");
        await RecordAsync(cancelled, 1, "beside-cancelled");
    }

    private async Task RecordAsync(TaskId task, int run, string name)
    {
        var instance = ScaffoldTask.InstanceOf(task, run);
        await Client.WaitForInstanceCompletionAsync(instance, Cancel);
        await Histories.RecordAsync(Engine, instance, $"{ScaffoldNames.Orchestrator}.{name}", Cancel);
    }
}
