using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Drift.Collection;
using Platform.Core.Primitives;

namespace Platform.Functions.Tests.Drift.Sweeps;

/// <summary>Drift outside the repositories: each is brought about, found by a whole sweep, mended, and then gone.</summary>
public sealed class DriftWorldTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dependency_on_what_is_deprecated_is_found_when_it_is_new()
    {
        await using var world = await StartAsync("old", "user");
        await world.SweepAllAsync();
        await world.DescribeAsync("old", "deprecated");
        await world.SweepAllAsync();
        Assert.Empty(await world.OpenAsync("deprecated-with-new-dependents"));

        await world.DescribeAsync("user", "production", "dependsOn: [component:old]");
        await world.SweepAllAsync();
        Assert.Equal(["component:default/old"], await world.OpenAsync("deprecated-with-new-dependents"));

        await world.DescribeAsync("user", "production");
        await world.SweepAllAsync();
        Assert.Empty(await world.OpenAsync("deprecated-with-new-dependents"));
    }

    [Fact]
    public async Task A_dependency_that_was_there_before_the_deprecation_is_none_of_it()
    {
        await using var world = await StartAsync("old", "user");
        await world.DescribeAsync("user", "production", "dependsOn: [component:old]");
        await world.SweepAllAsync();

        await world.DescribeAsync("old", "deprecated");
        await world.SweepAllAsync();

        Assert.Empty(await world.OpenAsync("deprecated-with-new-dependents"));
    }

    [Fact]
    public async Task A_catalog_that_stands_still_while_repositories_are_made_is_found()
    {
        await using var world = await StartAsync("one");
        await world.SweepAllAsync();
        var counted = world.Host.Services.GetRequiredService<IDocuments<CountedWeeks>>();
        var now = Assert.Single((await counted.FindAsync(world.Organization.Name, Cancel))!.Weeks);
        Assert.Equal((1, 1), (now.Entities, now.Repositories));

        await world.RememberWeeksAsync(counted, week => new(week, 5, 10, 0), grown: last => last with { Repositories = 20 });
        await world.SweepAllAsync();
        Assert.Equal([world.Organization.Name], await world.OpenAsync("catalog-not-growing"));

        await world.RememberWeeksAsync(
            counted, week => new(week, 5, 10, 0), grown: last => last with { Repositories = 20, Entities = 9 });
        await world.SweepAllAsync();
        Assert.Empty(await world.OpenAsync("catalog-not-growing"));
    }

    [Fact]
    public async Task A_week_is_one_row_whose_last_look_counts()
    {
        await using var world = await StartAsync("one");
        await world.SweepAllAsync();
        await world.SweepAllAsync();
        await world.AddAsync("two");
        await world.SweepAllAsync();

        var counted = await world.Host.Services.GetRequiredService<IDocuments<CountedWeeks>>()
            .FindAsync(world.Organization.Name, Cancel);

        var week = Assert.Single(counted!.Weeks);
        Assert.Equal((2, 2), (week.Entities, week.Repositories));
    }

    [Fact]
    public async Task An_application_that_is_out_of_sync_is_found_until_it_is_in_sync()
    {
        await using var world = await StartAsync("one");
        await world.TellAsync("one", "OutOfSync", DateTimeOffset.UtcNow.AddHours(-30));
        await world.SweepAllAsync();
        Assert.Equal(["component:default/one"], await world.OpenAsync("argo-application-out-of-sync"));

        await world.TellAsync("one", "Synced", DateTimeOffset.UtcNow.AddHours(-1));
        await world.SweepAllAsync();
        Assert.Empty(await world.OpenAsync("argo-application-out-of-sync"));
    }

    [Fact]
    public async Task An_application_that_was_never_told_of_is_missed_until_it_is_told_of()
    {
        await using var world = await StartAsync("one", "two");
        await world.TellAsync("one", "Synced", DateTimeOffset.UtcNow.AddDays(-30));
        await world.SawLongAgoAsync("component:default/one", "component:default/two");
        await world.SweepAllAsync();
        Assert.Equal(["component:default/two"], await world.OpenAsync("argo-application-missing"));

        await world.TellAsync("two", "Synced", DateTimeOffset.UtcNow);
        await world.SweepAllAsync();
        Assert.Empty(await world.OpenAsync("argo-application-missing"));
    }

    [Fact]
    public async Task A_repository_is_behind_its_template_until_it_is_made_of_the_newest_version()
    {
        await using var world = await StartAsync("one");
        var (template, newest) = await world.TemplateAsync();
        await world.RecordAsync("one", template, "an-older-version", ("README.md", "# As it was made\n"));
        await world.Organization.PushAsync("one", ("README.md", "# As it was made\n"));
        await world.SweepAllAsync();
        Assert.Equal([$"{world.Organization.Name}/one"], await world.OpenAsync("template-behind"));
        Assert.Empty(await world.OpenAsync("template-files-edited"));

        await world.RecordAsync("one", template, newest, ("README.md", "# As it is made now\n"));
        await world.Organization.PushAsync("one", ("README.md", "# As it is made now\n"));
        await world.SweepAsync();
        Assert.Empty(await world.OpenAsync("template-behind"));
    }

    [Fact]
    public async Task A_file_of_a_template_that_was_edited_or_removed_is_found_until_it_is_as_it_was_made()
    {
        await using var world = await StartAsync("one");
        var (template, newest) = await world.TemplateAsync();
        await world.RecordAsync("one", template, newest, ("README.md", "# Made\n"), ("deploy/all.yaml", "kind: None\n"));
        await world.Organization.PushAsync("one", ("README.md", "# Edited\n"), ("own.txt", "of nobody's business"));
        await world.SweepAllAsync();
        Assert.Equal(["README.md", "deploy/all.yaml"], await world.PlacesAsync("template-files-edited"));

        await world.Organization.PushAsync("one", ("README.md", "# Made\n"), ("deploy/all.yaml", "kind: None\n"));
        await world.SweepAsync();
        Assert.Empty(await world.OpenAsync("template-files-edited"));
    }

    private static async Task<DriftHost> StartAsync(params string[] names)
    {
        // Times of pushes have whole seconds, and these tests push more often.
        var world = await DriftHost.StartAsync(settles: false);
        foreach (var name in names)
        {
            await world.AddAsync(name);
        }

        return world;
    }
}
