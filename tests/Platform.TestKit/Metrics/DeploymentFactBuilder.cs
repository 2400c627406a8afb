using Platform.Core.Catalog;
using Platform.Core.Metrics;

namespace Platform.TestKit.Metrics;

/// <summary>A successful deployment to production at noon.</summary>
public static class DeploymentFactBuilder
{
    public static DateTimeOffset Noon { get; } = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static DeploymentFact Of(string component, string id) => new(
        $"/ci/{component}", id, EntityRef.Create("component", EntityRef.DefaultNamespace, component), Noon, "production",
        DeploymentKind.Deployed, DeploymentResult.Success);
}
