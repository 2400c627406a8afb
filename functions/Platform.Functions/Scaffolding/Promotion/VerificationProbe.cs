using Platform.Core.Health;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding.Promotion;

/// <summary>Whether the templates that everybody is offered made a service that works when they were tried last.</summary>
public sealed class VerificationProbe(ITemplateLibrary library) : IProbe
{
    public static Finding Explain(Exception failure) => Finding.Failed(
        $"It is not known whether the templates work: {failure.Message}", "Check the storage account and the templates' folder.");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var templates = await library.ListAsync(cancellationToken);
        var failed = templates.Where(template => template.State?.Verified?.Outcome == VerificationOutcome.Failed)
            .Select(template => template.Ref.Name).ToList();
        return failed.Count > 0
            ? Finding.Warning(
                $"When they were tried last, these templates did not make a service that works: {string.Join(", ", failed)}.",
                "Look at their versions' verification, mend them and promote the mended versions.")
            : Finding.Fine(templates.Any(template => template.State?.Verified is not null)
                ? "The templates that were tried make services that work."
                : "No template was tried yet.");
    }
}
