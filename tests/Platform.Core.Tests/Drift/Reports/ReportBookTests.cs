using System.Globalization;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Reports;
using Platform.Core.Drift.Rules;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Tests.Drift.Reports;

/// <summary>Reports tell what is new, worse and fixed, each once.</summary>
public sealed class ReportBookTests
{
    private static readonly DateTimeOffset At = new(2030, 6, 3, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_told_is_not_told_again_and_what_changed_is()
    {
        var worsened = Open("a") with { WorsenedAt = At.AddDays(8) };
        var first = Next(ReportBook.Of("all"), 0, Open("a"), Open("b"));
        var quiet = Next(Handed(first), 7, Open("a"), Open("b"));
        var changed = Next(quiet, 14, worsened, Fixed("b"), Open("c"));
        var after = Next(Handed(changed), 21, worsened, Fixed("b"), Open("c"));
        var again = Next(after, 28, worsened, Open("b") with { Openings = 2 }, Open("c"));

        Assert.Equal((2, 0, 0), Figures(first));
        Assert.Null(quiet.Pending);
        Assert.Equal((1, 1, 1), Figures(changed));
        Assert.Equal(At.AddDays(7), changed.Pending!.Since);
        Assert.Equal([2, 2, 2], changed.Pending.Trend.Select(point => point.Open));
        Assert.Null(after.Pending);
        Assert.Equal((1, 0, 0), Figures(again));
    }

    [Fact]
    public void What_came_and_went_between_two_reports_is_not_told_and_what_is_exempt_is_when_that_is_over()
    {
        var first = Next(ReportBook.Of("all"), 0, Fixed("a"), Open("b") with { State = FindingState.Exempt });

        Assert.Null(first.Pending);
        Assert.Equal((1, 0, 0), Figures(Next(first, 7, Fixed("a"), Open("b"))));
    }

    [Fact]
    public void A_report_is_pending_until_every_channel_has_it()
    {
        var book = Next(ReportBook.Of("all"), 0, Open("a"));
        var id = book.Pending!.Id;

        Assert.Equal(["chat"], book.Delivered(id, "archive").Open);
        Assert.NotNull(book.Delivered(id, "archive").Pending);
        Assert.Null(Handed(book).Pending);
        Assert.Same(book, book.Delivered("another", "chat"));
    }

    [Fact]
    public void An_open_issue_is_told_when_nothing_is_left_though_nothing_was_fixed_and_nobody_else_is()
    {
        string[] channels = ["archive", "issue"];
        var issue = new FiledIssue("acme/reports", 7, IsOpen: true);
        var first = ReportBook.Of("all").Next([Open("a")], At, channels) with { Open = [], Pending = null, Issue = issue };
        Finding[] exempt = [Open("a") with { State = FindingState.Exempt }];

        var left = first.Next(exempt, At.AddDays(7), channels);
        Assert.Equal(["issue"], left.Open);
        Assert.False(ReportIssueText.Of(left.Pending!, RepositoryName.Create("acme", "reports")).IsOpen);

        var closed = left.Delivered(left.Pending!.Id, "issue") with { Issue = issue with { IsOpen = false } };
        Assert.Null(closed.Next(exempt, At.AddDays(14), channels).Pending);
        Assert.Null(first.Next(exempt, At.AddDays(7), ["archive"]).Pending);
    }

    [Fact]
    public void Only_one_at_a_time_hands_a_report_over_and_another_goes_on_when_the_time_is_up()
    {
        var minute = TimeSpan.FromMinutes(1);
        var claimed = Next(ReportBook.Of("all"), 0, Open("a")).Claimed(At, minute)!;

        Assert.Null(claimed.Claimed(At.AddSeconds(59), minute));
        Assert.NotNull(claimed.Claimed(At.AddSeconds(60), minute));
        Assert.Null(Handed(claimed).ClaimedUntil);
        Assert.Null(ReportBook.Of("all").Claimed(At, minute));
    }

    [Fact]
    public void An_issue_mentions_nobody_and_is_cut_to_what_GitHub_takes()
    {
        var many = Enumerable.Range(0, 500).Select(number => Open($"s{number}") with
        {
            Evidence = [new($"@acme/all see acme/orders#12 {new string('x', 300)}")],
        }).ToArray();
        var report = Next(ReportBook.Of("all"), 0, many).Pending!;

        var body = ReportIssueText.Of(report, RepositoryName.Create("acme", "reports")).Body;

        Assert.InRange(body.Length, 1, 65_000);
        Assert.DoesNotContain("@acme", body, StringComparison.Ordinal);
        Assert.DoesNotContain("#12", body, StringComparison.Ordinal);
        Assert.Contains($"The rest is in the report {report.Id}.", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 0 7 * * MON", "2030-06-03T06:59:59Z", false)]
    [InlineData("0 0 7 * * MON", "2030-06-03T07:00:20Z", true)]
    [InlineData("0 0 7 * * MON", "2030-06-05T12:00:00Z", true)]
    [InlineData("0 0 7 1 * *", "2030-06-03T07:00:20Z", false)]
    public void A_report_is_due_when_its_schedule_has_come_by_since_the_last_one(string text, string now, bool isDue)
    {
        Assert.True(ReportSchedule.TryParse(text, out var schedule));
        Assert.Equal(isDue, schedule.IsDue(new DateTimeOffset(2030, 6, 1, 7, 0, 20, TimeSpan.Zero), Instant(now)));
    }

    [Theory]
    [InlineData("2030-06-03T07:30:00Z", true)]
    [InlineData("2030-06-05T12:00:00Z", false)]
    public void Who_never_reported_catches_up_on_the_last_hour(string now, bool isDue)
    {
        Assert.True(ReportSchedule.TryParse("0 0 7 * * MON", out var schedule));
        Assert.Equal(isDue, schedule.IsDue(null, Instant(now)));
    }

    [Theory]
    [InlineData("0 7 * * MON")]
    [InlineData("0 0 25 * * *")]
    [InlineData("a b c d e f")]
    public void What_is_no_schedule_is_none(string text) => Assert.False(ReportSchedule.TryParse(text, out _));

    [Fact]
    public void What_stands_in_a_repository_is_no_markup_of_a_report()
    {
        var evil = Open("a") with { Evidence = [new("<script>alert(1)</script> [x](http://evil) @everyone\n# big")] };
        var report = Next(ReportBook.Of("all"), 0, evil).Pending!;

        var (html, markdown) = (ReportHtml.Write(report), ReportMarkdown.Write(report));

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("](", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("\n# big", markdown, StringComparison.Ordinal);
        Assert.Contains("\\@everyone", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_very_much_keeps_the_gravest_and_counts_the_rest()
    {
        var many = Enumerable.Range(0, 2000).Select(number => Open($"s{number}")).ToArray();
        many[1500] = many[1500] with { Severity = RuleSeverity.Error };

        var report = Next(ReportBook.Of("all"), 0, many).Pending!;

        Assert.Equal((2000, 500), (report.New, report.Items.Count));
        Assert.Equal("s1500", report.Items[0].Name);
        Assert.Equal(11, ReportChat.Of(report).Sections!.Count);
    }

    private static ReportBook Next(ReportBook book, int days, params Finding[] findings) =>
        book.Next(findings, At.AddDays(days), ["archive", "chat"]);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static ReportBook Handed(ReportBook book) =>
        book.Delivered(book.Pending!.Id, "archive").Delivered(book.Pending.Id, "chat");

    private static (int New, int Worse, int Fixed) Figures(ReportBook book) =>
        (book.Pending!.New, book.Pending.Worse, book.Pending.Fixed);

    private static Finding Open(string name) => new(
        Finding.IdOf("rule", $"service:{name}"), "rule", RuleSeverity.Warning,
        new(SubjectKind.Service, $"service:{name}", name), FindingState.Open, [new("It differs.")], [], At, At)
    {
        Openings = 1,
    };

    private static Finding Fixed(string name) => Open(name) with { State = FindingState.Fixed, FixedAt = At };
}
