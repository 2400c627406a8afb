using System.Net.Http.Headers;
using System.Net.Http.Json;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>A task that waits for Argo CD, and what Argo CD tells.</summary>
public sealed class ArgoCdTests(ScaffoldFixture fixture) : IClassFixture<ScaffoldFixture>
{
    private const string Template = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: waiting
        spec:
          type: service
          parameters:
            - properties:
                name: { type: string }
                organization: { type: string }
          steps:
            - id: sync
              name: Wait for staging
              action: argocd:wait-sync
              input:
                application: ${{ parameters.name }}
                revision: 53e28ff20cc530b9ada2173fbbd64d48338583ba
          output:
            links:
              - title: "${{ steps.sync.output.health }}, interval ${{ steps.sync.output.intervalSeconds }}"
                url: https://argocd.example.org

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Succeeded", true)]
    [InlineData("Failed", false)]
    public async Task A_notification_ends_the_wait_of_the_task_for_its_application(string phase, bool isWell)
    {
        fixture.Templates.Write("waiting/template.yaml", Template);
        var name = fixture.NewName();
        var task = await fixture.Scaffolder.CreateAsync("waiting", fixture.Values(name), Cancel);

        await TellAsync($"{name}-other", phase);
        await TellAsync(name, phase);
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        var end = events[^1].Body;
        Assert.Equal(isWell ? StepStatus.Completed : StepStatus.Failed, end.Status);
        if (isWell)
        {
            Assert.Equal("Healthy, interval unknown", (string)end.Output!["links"]![0]!["title"]!);
        }
        else
        {
            Assert.Equal("argocd-sync-failed", end.Error!.Problems[0].Code);
        }
    }

    private async Task TellAsync(string application, string phase)
    {
        using var content = JsonContent.Create(
            ArgoCdPayloads.Notification(application, phase: phase), new MediaTypeHeaderValue("application/cloudevents+json"));
        using var answer = await fixture.Host.Client.PostAsync("events", content, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
