using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Reports;
using Platform.Core.Drift.Rules;

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
