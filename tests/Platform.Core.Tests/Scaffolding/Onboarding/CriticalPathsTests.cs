using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Onboarding;

public sealed class CriticalPathsTests
{
    private readonly List<TaskEvent> _events = [];
    private readonly TaskBuilder _builder = new TaskBuilder()
        .WithStep("fetch", "fetch:template").WithStep("docs", "fetch:plain").WithStep("publish", "publish:github@1")
        .WithStep("register", "catalog:register").WithStep("sync", "argocd:wait-sync");

    private ScaffoldTask? _task;

    private ScaffoldTask Built => _task ??= _builder.Build();

    [Theory]
    [InlineData("""{"intervalSeconds":180}""", "waited 41 s for Argo CD to sync; interval is 3 min; set it to 30 s")]
    [InlineData("""{"intervalSeconds":30}""", "waited 41 s for Argo CD to sync; interval is 30 s")]
    [InlineData("""{"intervalSeconds":"unknown"}""", "waited 41 s for Argo CD to sync; its interval is unknown")]
    [InlineData("{}", "waited 41 s for Argo CD to sync; its interval is unknown")]
    public void The_wait_for_argo_cd_is_named_with_its_interval_or_unknown(string output, string sentence)
    {
        Ran("fetch", 0, 1);
        Ran("sync", 1, 42, output);

        Assert.Equal(sentence, Path().Longest);
    }

    [Fact]
    public void Of_steps_beside_each_other_only_the_one_that_others_waited_for_counts()
    {
        Ran("fetch", 0, 2);
        Ran("docs", 0, 9);
        Ran("publish", 9, 12);
        Ran("register", 12, 13);

        var path = Path();
        Assert.Equal(["docs", "publish", "register"], path.Segments.Select(segment => segment.Step));
        Assert.Equal(13, path.Seconds);
        Assert.Equal("publishing to GitHub took 3 s", path.Segments[1].Sentence);
        Assert.Equal("waited 1 s for the catalog to show the service", path.Segments[2].Sentence);
    }

    [Fact]
    public void A_first_ci_run_is_split_into_its_queue_and_its_run()
    {
        Ran("verify-first-ci-run", 0, 60, """{"queuedSeconds":45,"runSeconds":12}""");

        Assert.Equal("CI waited 45 s for a runner and ran 12 s; more runners would spare that", Path().Longest);
    }

    [Fact]
    public void The_way_goes_on_to_the_deployments_that_were_heard_of()
    {
        Ran("fetch", 0, 10);
        var record = OnboardingRecord.Of(Built) with
        {
            Milestones = new Dictionary<Milestone, Reached>
            {
                [Milestone.StagingDeployed] = new(Built.CreatedAt.AddSeconds(70), "e"),
                [Milestone.ProductionDeployed] = new(Built.CreatedAt.AddSeconds(70 + 7500), "f"),
            },
        };

        var path = CriticalPaths.Of(Built, record, _events);

        Assert.Equal("2 h 5 min went by until the first deployment to production", path.Longest);
        Assert.Equal(7570, path.Seconds);
    }

    [Fact]
    public void Of_a_step_that_was_run_again_the_last_run_counts()
    {
        Ran("fetch", 0, 5);
        Ran("fetch", 100, 101);

        Assert.Equal(
            ["the platform took 1 min 40 s before the first step", "step 'Step fetch' (fetch:template) took 1 s"],
            Path().Segments.Select(segment => segment.Sentence));
    }

    [Fact]
    public void A_task_that_has_not_begun_has_no_path() => Assert.Null(Path().Longest);

    private CriticalPath Path() => CriticalPaths.Of(Built, OnboardingRecord.Of(Built), _events);

    private void Ran(string step, double from, double to, string? output = null)
    {
        Tell(from, new("Beginning step Step " + step, step, StepStatus.Processing));
        Tell(to, new("Finished", step, StepStatus.Completed, Output: JsonNode.Parse(output ?? "{}")!.AsObject()));
        _events.Sort((left, right) => left.CreatedAt.CompareTo(right.CreatedAt));
    }

    private void Tell(double seconds, TaskEventBody body) => _events.Add(
        new(_events.Count + 1, Built.Id, TaskEventType.Log, body, Built.CreatedAt.AddSeconds(seconds)));
}
