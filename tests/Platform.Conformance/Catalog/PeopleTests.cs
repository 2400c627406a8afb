using System.Net;
using Platform.Conformance.Target;

namespace Platform.Conformance.Catalog;

/// <summary>Directories of people; the app under test has none, so a sweep has nothing to do.</summary>
[Covers("CatalogPeopleGet", "CatalogPeopleSweepStart", "CatalogPeople_v1")]
public sealed class PeopleTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_set_up_is_told()
    {
        using var answer = await platform.Client.GetAsync("catalog/people", Cancel);

        Assert.NotNull((await answer.JsonAsync())["directories"]);
    }

    [Fact]
    public async Task A_sweep_without_a_directory_is_refused_with_the_settings_that_are_missing()
    {
        using var answer = await platform.Client.PostAsync("catalog/people/sweep", null, Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.Conflict, "ConflictError", "people-no-directory");
    }
}
