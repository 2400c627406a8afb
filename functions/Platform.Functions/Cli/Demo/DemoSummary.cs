using System.Globalization;
using System.Text;

namespace Platform.Functions.Cli.Demo;

/// <summary>The report for people.</summary>
internal static class DemoSummary
{
    public static string Of(DemoReport report)
    {
        var text = new StringBuilder();
        text.AppendLine();
        foreach (var phase in report.Phases)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {phase.Seconds,7:0.00} s  {phase.Name}");
        }

        text.AppendLine();
        foreach (var figure in report.Figures)
        {
            var verdict = figure.Met ? "met" : "missed";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {figure.Seconds,7:0.00} s  {figure.Name} (goal: at most {figure.Goal:0} s, {verdict})");
        }

        text.AppendLine();
        foreach (var fact in report.Facts)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {(fact.Holds ? "ok  " : "FAIL")}  {fact.Name}: {fact.Detail}");
        }

        text.AppendLine();
        if (report.Error is not null)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  The task did not complete. {report.Error}");
            return text.ToString();
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"  Clone it:       git clone {report.CloneUrl}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  Catalog entity: {report.EntityRef}  {report.EntityUrl}");
        return text.ToString();
    }
}
