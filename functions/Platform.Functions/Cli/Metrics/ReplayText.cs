using System.Globalization;
using Platform.Core.Metrics.Reports;

namespace Platform.Functions.Cli.Metrics;

/// <summary>A report for people: a paragraph per component.</summary>
internal static class ReplayText
{
    public static void Write(DeliveryReport report, TextWriter output)
    {
        foreach (var component in report.Components)
        {
            var span = $"{component.From:yyyy-MM-dd} to {component.To:yyyy-MM-dd}, {report.TimeZone}";
            output.WriteLine($"{component.Component}  {span}");
            Write(component.Figures, output);
            output.WriteLine($"  undeployed changes              {component.Undeployed.Count}{Age(component.Undeployed)}");
            output.WriteLine();
        }

        output.WriteLine($"{report.Organization.Name}");
        Write(report.Organization.Figures, output);
    }

    private static void Write(DoraFigures figures, TextWriter output)
    {
        var frequency = figures.DeploymentFrequency;
        output.WriteLine($"  change lead time                {Text(figures.ChangeLeadTime)}");
        output.WriteLine($"  change lead time to customer    {Text(figures.ChangeLeadTimeToCustomer)}");
        output.WriteLine($"  deployment frequency            {Text(frequency.Raw)}; net {Text(frequency.Net)}");
        output.WriteLine($"  failed deployment recovery time {Text(figures.FailedDeploymentRecoveryTime)}");
        output.WriteLine($"  change fail rate                {Text(figures.ChangeFailRate)}");
        output.WriteLine($"  deployment rework rate          {Text(figures.DeploymentReworkRate)}");
        output.WriteLine($"  rollbacks                       {Text(figures.Rollbacks.Rate)}");
    }

    private static string Text(Durations durations) => durations.Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{Span(value)} (median of {durations.Count})")
        : $"none: {durations.Reason}";

    private static string Text(Rate rate) => rate.Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.#}% ({rate.Numerator} of {rate.Denominator})")
        : $"none: {rate.Reason}";

    private static string Text(Frequency frequency) => frequency.Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{frequency.Count} ({value:0.##} a day)")
        : $"none: {frequency.Reason}";

    private static string Age(Waiting waiting) => waiting.OldestAge is { } age ? $", the oldest for {Span(age)}" : string.Empty;

    private static string Span(double seconds) => seconds switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 2 * 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
        < 2 * 86400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86400:0.#} days"),
    };
}
