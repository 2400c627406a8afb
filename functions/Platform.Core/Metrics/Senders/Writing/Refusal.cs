using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Senders.Writing;

/// <summary>Says what a payload lacks that its sender always sends.</summary>
internal static class Refusal
{
    public const string TooMany = "payload-too-many";

    public static Translation Missing(string field, string expected) => Of([(field, expected)]);

    public static Translation Of(IEnumerable<(string Field, string Expected)> missing)
    {
        var checks = new FieldChecks();
        foreach (var (field, expected) in missing)
        {
            checks.Add(FieldChecks.Missing, field, null, expected);
        }

        return new Translation.Refused(checks.Problems);
    }

    public static Translation Wrong(string field, JsonNode? value, string expected)
    {
        var checks = new FieldChecks();
        checks.Add(FieldChecks.WrongFormat, field, value, expected);
        return new Translation.Refused(checks.Problems);
    }

    public static Translation TooLong(string field, int count, int most, string advice) => new Translation.Refused([new(
        TooMany, $"'{field}' has {count} items, and {most} are taken.", field, count, advice)]);
}
