using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Onboarding;

/// <param name="Template">Null for all.</param>
public sealed record OnboardingWindow(DateTimeOffset From, DateTimeOffset To, EntityRef? Template)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);

    /// <summary>Reads a query's parameters; without a window the last 30 days.</summary>
    public static Result<OnboardingWindow> Parse(Func<string, string?> parameter, DateTimeOffset now)
    {
        var problems = new List<Problem>();
        var to = Instant("to", now);
        var from = Instant("from", to - Usual);
        if (problems.Count == 0 && (from >= to || to - from > Longest))
        {
            problems.Add(new(
                "window-invalid", "'from' must be before 'to', by at most a year.", "from", parameter("from"),
                $"at most {Longest.TotalDays} days before 'to'"));
        }

        EntityRef? template = null;
        if (parameter("template") is { Length: > 0 } written
            && !EntityRef.TryParse(written, out template, defaultKind: "template"))
        {
            problems.Add(new(
                "template-ref-invalid", "'template' must name a template.", "template", written, EntityRef.Requirements));
        }

        return problems.Count == 0
            ? new OnboardingWindow(from, to, template)
            : Result<OnboardingWindow>.Failed(problems);

        DateTimeOffset Instant(string name, DateTimeOffset otherwise)
        {
            if (parameter(name) is not { Length: > 0 } text)
            {
                return otherwise;
            }

            if (Instants.TryParse(text, out var instant))
            {
                return instant;
            }

            problems.Add(new("instant-invalid", $"'{name}' is no moment.", name, text, "a time with an offset, by RFC 3339"));
            return otherwise;
        }
    }
}
