using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.TestKit.Metrics;

/// <summary>A sample as OpenMetrics tells it.</summary>
public sealed record OpenSample(string Family, IReadOnlyDictionary<string, string> Labels, double Value, string? Unit);

/// <summary>
/// Reads OpenMetrics 1.0 as its grammar has it, and throws at whatever a lenient reader would pass: metadata after samples, a
/// family told twice, a unit that the name doesn't end with, a series told twice, an unescaped label, no end, or text after it.
/// </summary>
public static partial class OpenMetricsText
{
    public static IReadOnlyList<OpenSample> Parse(string text)
    {
        Require(text.EndsWith("# EOF\n", StringComparison.Ordinal), "it doesn't end with # EOF and a line feed");
        Require(!text.Contains('\r', StringComparison.Ordinal), "it has carriage returns");
        var (samples, seen, series) = (new List<OpenSample>(), new HashSet<string>(), new HashSet<string>());
        var (family, type, unit, sampled) = (string.Empty, string.Empty, (string?)null, false);
        foreach (var line in text[..^"# EOF\n".Length].Split('\n', StringSplitOptions.None)[..^1])
        {
            if (Metadata().Match(line) is { Success: true } told)
            {
                var (kind, name, rest) = (told.Groups["kind"].Value, told.Groups["name"].Value, told.Groups["rest"].Value);
                if (name != family)
                {
                    Require(seen.Add(name), $"the family {name} is told twice");
                    (family, type, unit, sampled) = (name, string.Empty, null, false);
                }

                Require(!sampled, $"metadata of {name} come after its samples");
                Require(kind != "TYPE" || (type.Length == 0 && rest == "gauge"), $"the type of {name} is {rest}");
                Require(kind != "UNIT" || (unit is null && name.EndsWith($"_{rest}", StringComparison.Ordinal)),
                    $"{name} does not end with its unit {rest}");
                Require(kind != "HELP" || Escaped().IsMatch(rest), $"the help of {name} is not escaped");
                (type, unit) = (kind == "TYPE" ? rest : type, kind == "UNIT" ? rest : unit);
                continue;
            }

            var sample = Sample().Match(line);
            Require(sample.Success, $"this is no line of OpenMetrics: {line}");
            Require(sample.Groups["name"].Value == family && type.Length > 0, $"this sample belongs to no family: {line}");
            Require(series.Add(line[..line.LastIndexOf(' ')]), $"the series is told twice: {line}");
            sampled = true;
            var labels = Label().Matches(sample.Groups["labels"].Value).ToDictionary(
                label => label.Groups["name"].Value, label => Unescaped(label.Groups["value"].Value));
            samples.Add(new(family, labels, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture), unit));
        }

        return samples;
    }

    private static string Unescaped(string text) =>
        Escape().Replace(text, match => match.Value[1] == 'n' ? "\n" : match.Value[1..]);

    private static void Require(bool holds, string wrong)
    {
        if (!holds)
        {
            throw new FormatException(wrong);
        }
    }

    [GeneratedRegex(@"\A# (?<kind>TYPE|UNIT|HELP) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<rest>.*)\z")]
    private static partial Regex Metadata();

    [GeneratedRegex(
        @"\A(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)\{(?<labels>(?:[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\\n]|\\[\\n""])*"",?)*)(?<!,)\} "
        + @"(?<value>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\z")]
    private static partial Regex Sample();

    [GeneratedRegex(@"(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=""(?<value>(?:[^""\\]|\\.)*)""")]
    private static partial Regex Label();

    [GeneratedRegex(@"\\[\\n""]")]
    private static partial Regex Escape();

    [GeneratedRegex(@"\A(?:[^\\\n""]|\\[\\n""])*\z")]
    private static partial Regex Escaped();
}
