using System.Globalization;

namespace Platform.Core.Drift.Rules.Descriptors;

public sealed class ServiceNotInCatalog : IDriftRule
{
    public RuleDescription Description { get; } = new(
        "service-not-in-catalog",
        "Something is deployed that the catalog does not know",
        RuleSeverity.Error,
        SubjectKind.Service,
        "Compares what delivery events speak of with the catalog. A service that runs and that nobody is named for is found "
            + "first when "
            + "it fails.",
        "Register the service's descriptor, or send the component's reference with the delivery events.",
        [FactNames.Deployments, FactNames.Catalog])
    {
        Options = [RuleOption.Number("days", "Deployments within so many days count.", 90, 1, 3650)],
    };

    public RuleJudgement Judge(RuleContext context)
    {
        var service = context.Service;
        return context.Now - service.LastDeployedAt > TimeSpan.FromDays(context.Number("days"))
            ? RuleJudgement.NotApplicable("It was not deployed lately.")
            : context.World.Find(service.Key) is not null ? RuleJudgement.Passed
            : RuleJudgement.Failed([new(
                $"{service.Name} was deployed to {service.Environment}, the last time on "
                + $"{service.LastDeployedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, and is not in the catalog.",
                service.Repository?.ToString(), service.Deployments, service.Key)]);
    }
}
