using System.Globalization;

namespace Platform.Core.Drift.Rules.Upkeep;

public sealed class RuntimeEndOfLife : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "runtime-end-of-life",
        "A runtime gets no security fixes any more",
        RuleSeverity.Error,
        SubjectKind.Repository,
        "Compares the runtimes that project files, version files and Dockerfiles pin with a table of ends of life; "
            + "golden-path.yaml "
            + "replaces the table by product under runtimes. Open ranges such as >=18 pin nothing.",
        "Move to a version that is supported.",
        [FactNames.Listing, FactNames.Content])
    {
        Options = [RuleOption.Number("days", "So many days before the end it is a finding already.", 0, 0, 730)],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipDead(context) is { } skipped)
        {
            return skipped;
        }

        var runtimes = context.Repository.Content!.Value.Runtimes;
        if (runtimes.Count == 0)
        {
            return RuleJudgement.NotApplicable("It pins no runtime.");
        }

        var today = DateOnly.FromDateTime(context.Now.UtcDateTime).AddDays(context.Number("days"));
        return RuleJudgement.Of([..
            from runtime in runtimes
            let end = RuntimeEnds.Of(context.Path, runtime.Product, runtime.Cycle)
            where end is not null && end < today
            select new RuleEvidence(
                $"{runtime.Product} {runtime.Cycle} has its end on "
                + $"{end!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.",
                $"{runtime.Path}:{runtime.Line}", runtime.Cycle, "a version that is supported")]);
    }
}
