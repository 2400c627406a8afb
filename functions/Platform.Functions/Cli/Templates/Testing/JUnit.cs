using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Platform.Functions.Cli.Templates.Testing;

/// <summary>Results as JUnit's XML, which CI systems show; a suite for each template.</summary>
internal static class JUnit
{
    public static string Of(IReadOnlyList<CaseResult> results)
    {
        var suites = results.GroupBy(result => result.Template).Select(group => new XElement(
            "testsuite",
            new XAttribute("name", group.Key),
            new XAttribute("tests", group.Count()),
            new XAttribute("failures", group.Count(result => !result.Passed)),
            new XAttribute("time", Seconds(group)),
            group.Select(CaseOf)));
        var root = new XElement(
            "testsuites",
            new XAttribute("tests", results.Count),
            new XAttribute("failures", results.Count(result => !result.Passed)),
            new XAttribute("time", Seconds(results)),
            suites);
        return new XDeclaration("1.0", "UTF-8", null) + "\n" + root + "\n";
    }

    private static XElement CaseOf(CaseResult result)
    {
        var element = new XElement(
            "testcase",
            new XAttribute("classname", result.Template),
            new XAttribute("name", result.Name),
            new XAttribute("time", Seconds([result])));
        if (!result.Passed)
        {
            element.Add(new XElement(
                "failure", new XAttribute("message", Allowed(result.Failures[0])), Allowed(string.Join('\n', result.Failures))));
        }

        if (result.Skipped.Count > 0)
        {
            element.Add(new XElement("system-out", Allowed(string.Join('\n', result.Skipped))));
        }

        return element;
    }

    private static string Seconds(IEnumerable<CaseResult> results) =>
        results.Sum(result => result.Elapsed.TotalSeconds).ToString("0.000", CultureInfo.InvariantCulture);

    // What a command prints may hold characters that XML has no place for.
    private static string Allowed(string text) => string.Concat(text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));
}
