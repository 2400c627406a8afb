using Platform.Core.Catalog;
using Platform.Core.Drift.Exemptions;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Drift.Findings;

/// <summary>Findings as they are shown: filtered, in pages, and exempt for as long as somebody allows it.</summary>
public sealed class FindingReadingTests
{
    private static readonly DateTimeOffset At = new(2030, 6, 3, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, FindingOrder.Id)]
    [InlineData(2, FindingOrder.Severity)]
    [InlineData(7, FindingOrder.Id)]
    [InlineData(7, FindingOrder.Severity)]
    [InlineData(10, FindingOrder.Severity)]
    public async Task Pages_of_any_size_give_each_finding_once_in_their_order(int limit, FindingOrder order)
    {
        var seen = await AllAsync(Reading(At, []), limit, order);

        Assert.Equal(10, seen.Distinct().Count());
        Assert.Equal(
            order == FindingOrder.Id
                ? seen.OrderBy(finding => finding.Id, StringComparer.Ordinal)
                : seen.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.OpenedAt)
                    .ThenBy(finding => finding.Id, StringComparer.Ordinal),
            seen);
    }

    [Fact]
    public async Task Of_equally_grave_ones_the_oldest_comes_first()
    {
        var first = (await Reading(At, []).ReadAsync(new(Limit: 1), Cancel)).Items[0];

        Assert.Equal((RuleSeverity.Error, "service:s4"), (first.Severity, first.Subject.Key));
    }

    [Theory]
    [InlineData("severity", "x")]
    [InlineData("severity", "7-1-0123456789012345678901234567890123456789")]
    [InlineData("severity", "0123456789012345678901234567890123456789")]
    [InlineData("id", "1-1-0123456789012345678901234567890123456789")]
    [InlineData("name", null)]
    public void A_cursor_of_another_order_is_refused(string order, string? cursor)
    {
        var pairs = new Dictionary<string, string> { ["cursor"] = cursor ?? string.Empty, ["order"] = order };

        Assert.Equal(
            cursor is null ? "order" : "cursor", Assert.Single(FindingQueryParser.Parse(pairs).Problems).Field);
    }

    [Fact]
    public async Task An_approved_exemption_is_shown_and_comes_back_when_it_expires()
    {
        var asked = new Exemption("e", "x", "service:s1", "soon", "ann", At, At.AddDays(1));
        var approved = asked.Approve("bob", At).Value!;

        Assert.Equal(Exemption.OwnRequest, asked.Approve("ann", At).Problems[0].Code);
        Assert.Empty((await Reading(At, [asked]).ReadAsync(new(State: FindingState.Exempt), Cancel)).Items);
        Assert.Equal(
            "service:s1",
            Assert.Single((await Reading(At, [approved]).ReadAsync(new(State: FindingState.Exempt), Cancel)).Items).Subject.Key);
        Assert.Equal(9, (await Reading(At, [approved]).ReadAsync(new(), Cancel)).Items.Count);
        Assert.Equal(10, (await Reading(At.AddDays(1), [approved]).ReadAsync(new(), Cancel)).Items.Count);
        Assert.Equal(10, (await Reading(At, [approved.Revoke("bob", At)]).ReadAsync(new(), Cancel)).Items.Count);
    }

    [Theory]
    [InlineData("rule", "x", 5)]
    [InlineData("severity", "error", 5)]
    [InlineData("team", "shop", 10)]
    [InlineData("team", "other", 0)]
    [InlineData("system", "system:default/pay", 10)]
    [InlineData("subject", "S1", 2)]
    [InlineData("state", "fixed", 0)]
    [InlineData("since", "2030-06-03T08:00:01Z", 0)]
    [InlineData("stale", "false", 10)]
    public async Task Each_filter_leaves_what_it_says(string name, string value, int expected)
    {
        var query = FindingQueryParser.Parse([KeyValuePair.Create(name, value)]);

        Assert.Equal(expected, (await Reading(At, []).ReadAsync(query.Value!, Cancel)).Items.Count);
    }

    [Fact]
    public async Task What_looks_like_a_formula_is_text_in_the_csv()
    {
        var finding = (await Reading(At, []).ReadAsync(new(Limit: 1), Cancel)).Items[0];

        var csv = FindingsCsv.Write([finding with { Evidence = [new("=HYPERLINK(\"x\")")] }]);

        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", csv, StringComparison.Ordinal);
    }

    private static async Task<List<Finding>> AllAsync(FindingReading reading, int limit, FindingOrder order)
    {
        var (seen, cursor) = (new List<Finding>(), default(string));
        do
        {
            var page = await reading.ReadAsync(new(Limit: limit, Cursor: cursor, Order: order), Cancel);
            Assert.InRange(page.Items.Count, 1, limit);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return seen;
    }

    private static FindingReading Reading(DateTimeOffset now, Exemption[] exemptions) =>
        new(new Stored(), new Listed(exemptions), new Stopped(now));

    private sealed class Stopped(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Listed(Exemption[] all) : IDocuments<Exemption>
    {
        public Task<IReadOnlyList<Exemption>> ListAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Exemption>>(all);

        public Task<Exemption?> FindAsync(string id, CancellationToken cancellationToken) =>
            Task.FromResult(all.FirstOrDefault(one => one.Id == id));

        public Task<Exemption?> ChangeAsync(
            string id, Func<Exemption?, Exemption?> change, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Reading changes nothing.");

        public Task RemoveAsync(string id, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Reading changes nothing.");
    }

    /// <summary>Five subjects that fail two rules each.</summary>
    private sealed class Stored : IFindings
    {
        private static readonly List<SubjectRecord> Records =
        [
            .. Enumerable.Range(0, 5).Select(number => SubjectTurn.Of(
                null, Results($"s{number}"), "s", At.AddSeconds(-number)).Record!)
                .OrderBy(record => record.Row, StringComparer.Ordinal),
        ];

        public IAsyncEnumerable<SubjectRecord> SubjectsAsync(string? from, CancellationToken cancellationToken) =>
            Records.Where(record => from is null || string.CompareOrdinal(record.Row, from) >= 0).ToAsyncEnumerable();

        public Task<SubjectRecord?> FindAsync(string subjectKey, CancellationToken cancellationToken) =>
            Task.FromResult(Records.FirstOrDefault(record => record.Subject.Key == subjectKey));

        public Task<Finding?> FindFindingAsync(string id, CancellationToken cancellationToken) =>
            Task.FromResult(Records.SelectMany(record => record.Findings).FirstOrDefault(finding => finding.Id == id));

        private static RuleResult[] Results(string subject) =>
        [
            .. new[] { ("x", RuleSeverity.Warning), ("y", RuleSeverity.Error) }.Select(rule => new RuleResult(
                rule.Item1, rule.Item2,
                new(SubjectKind.Service, $"service:{subject}", subject, EntityRef.Parse("group:default/shop"), "pay"),
                RuleOutcome.Failed, [new("it is so")], [])),
        ];
    }
}
