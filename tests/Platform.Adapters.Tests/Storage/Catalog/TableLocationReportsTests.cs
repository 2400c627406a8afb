using Platform.Adapters.Storage.Catalog;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog;

public sealed class TableLocationReportsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _location = $"url:https://example.com/{Guid.NewGuid()}/blob/main/catalog-info.yaml#?\\";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_location_that_nobody_ingested_has_no_problems() =>
        Assert.Equal((null, 0), ((await FindAsync()).At, (await FindAsync()).Total));

    [Fact]
    public async Task The_newest_report_replaces_the_others()
    {
        await Reports().ReplaceAsync(Report(Noon, Problem("a")), Cancel);
        await Reports().ReplaceAsync(Report(Noon.AddMinutes(1)), Cancel);
        await Reports().ReplaceAsync(Report(Noon.AddMinutes(-1), Problem("late")), Cancel);

        var found = await FindAsync();
        Assert.Equal((Noon.AddMinutes(1), 0), (found.At, found.Problems.Count));
    }

    [Fact]
    public async Task A_problem_comes_back_with_its_place()
    {
        var problem = Problem("a") with { Value = "v", Place = new("catalog-info.yaml", 3, 7) };
        await Reports().ReplaceAsync(Report(Noon, problem), Cancel);

        Assert.Equal(new("catalog-info.yaml", 3, 7), (await FindAsync()).Problems.Single().Place);
    }

    [Fact]
    public async Task A_report_beyond_a_row_is_shortened_and_still_counted()
    {
        var problems = Enumerable.Range(0, 50).Select(i => Problem(new string('x', 2_000))).ToArray();
        await Reports().ReplaceAsync(Report(Noon, problems), Cancel);

        var found = await FindAsync();
        Assert.Equal(50, found.Total);
        Assert.InRange(found.Problems.Count, 1, 49);
    }

    [Fact]
    public async Task Reports_that_race_leave_the_newest()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Reports().ReplaceAsync(Report(Noon.AddMinutes(i)), Cancel)));

        Assert.Equal(Noon.AddMinutes(9), (await FindAsync()).At);
    }

    private static Problem Problem(string message) => new("some-code", message, "metadata.name");

    private LocationReport Report(DateTimeOffset at, params Problem[] problems) => new(_location, at, problems.Length, problems);

    private TableLocationReports Reports() => new(storage.Tables);

    private Task<LocationReport> FindAsync() => Reports().FindAsync(_location, Cancel);
}
