using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Functions.Tests.Templates;

/// <summary>One line of an exposition: a name with labels and its value.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>A name with its type and samples.</summary>
internal sealed record MetricFamily(string Name, string Type, List<Sample> Samples);

/// <summary>
/// Reads the Prometheus text format 0.0.4 and refuses what Prometheus refuses, and what it only tolerates: samples
/// without a type, a family in two places, the same series twice, a histogram that does not add up.
/// </summary>
internal static partial class PrometheusText
{
    private static readonly string[] Types = ["counter", "gauge", "histogram", "summary", "untyped"];

    public static IReadOnlyDictionary<string, MetricFamily> Parse(string text)
    {
        Check(text.EndsWith('\n'), "the last line does not end");
        var families = new Dictionary<string, MetricFamily>(StringComparer.Ordinal);
        MetricFamily? current = null;
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Comment().Match(line) is { Success: true } comment)
            {
                current = OnComment(comment, current, families);
            }
            else if (!line.StartsWith('#') && line.Length > 0)
            {
                var sample = ParseSample(line);
                Check(current is not null && Belongs(sample.Name, current), $"no TYPE directly before '{line}'");
                current!.Samples.Add(sample);
            }
        }

        foreach (var family in families.Values)
        {
            CheckFamily(family);
        }

        return families;
    }

    private static MetricFamily? OnComment(Match comment, MetricFamily? current, Dictionary<string, MetricFamily> families)
    {
        var (keyword, name, rest) = (comment.Groups[1].Value, comment.Groups[2].Value, comment.Groups[3].Value);
        if (keyword == "HELP")
        {
            Check(!families.ContainsKey(name), $"'{name}' is in two places");
            return current;
        }

        Check(Types.Contains(rest), $"'{rest}' is no type");
        var family = new MetricFamily(name, rest, []);
        Check(families.TryAdd(name, family), $"'{name}' has two types");
        return family;
    }

    private static Sample ParseSample(string line)
    {
        var match = SampleLine().Match(line);
        Check(match.Success, $"not a sample: '{line}'");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match label in Label().Matches(match.Groups["labels"].Value))
        {
            Check(labels.TryAdd(label.Groups[1].Value, label.Groups[2].Value), $"a label twice: '{line}'");
        }

        return new Sample(match.Groups["name"].Value, labels, Number(match.Groups["value"].Value));
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new FormatException($"'{text}' is no number"),
    };

    private static bool Belongs(string sample, MetricFamily family) => sample == family.Name || (family.Type switch
    {
        "histogram" => (string[])["_bucket", "_sum", "_count"],
        "summary" => ["_sum", "_count"],
        _ => [],
    }).Any(suffix => sample == family.Name + suffix);

    private static void CheckFamily(MetricFamily family)
    {
        var series = family.Samples.Select(sample => sample.Name + Key(sample, but: null)).ToList();
        Check(series.Count == series.Distinct().Count(), $"'{family.Name}' has a series twice");
        Check(family.Type != "counter" || family.Samples.All(sample => sample.Value >= 0), $"'{family.Name}' counts below zero");
        foreach (var histogram in family.Samples.Where(s => s.Name == family.Name + "_bucket").GroupBy(s => Key(s, "le")))
        {
            var buckets = histogram.OrderBy(bucket => Number(bucket.Labels["le"])).ToList();
            var isCumulative = buckets.Zip(buckets.Skip(1)).All(two => two.First.Value <= two.Second.Value);
            var count = family.Samples.Single(s => s.Name == family.Name + "_count" && Key(s, but: null) == histogram.Key);
            Check(buckets[^1].Labels["le"] == "+Inf", $"'{family.Name}' has no bucket for +Inf");
            Check(buckets[^1].Value == count.Value, $"'{family.Name}' does not add up");
            Check(isCumulative, $"'{family.Name}' is not cumulative");
        }
    }

    private static string Key(Sample sample, string? but) => string.Join(
        ',', sample.Labels.Where(label => label.Key != but).OrderBy(label => label.Key, StringComparer.Ordinal));

    private static void Check(bool fine, string problem)
    {
        if (!fine)
        {
            throw new FormatException(problem);
        }
    }

    [GeneratedRegex("""^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$""")]
    private static partial Regex Comment();

    [GeneratedRegex("""
        ^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)
        (\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)*)\})?
        [ ](?<value>[^ ]+)([ ]-?[0-9]+)?$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex SampleLine();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)",?""")]
    private static partial Regex Label();
}
