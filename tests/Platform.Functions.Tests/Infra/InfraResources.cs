using Platform.Core.Primitives;

namespace Platform.Functions.Tests.Infra;

/// <summary>infra/resources.json, which the Bicep modules load.</summary>
internal sealed record InfraResources(
    IReadOnlyList<string> LocalOnlySettings,
    IReadOnlyList<string> DerivedSettings,
    IReadOnlyDictionary<string, string> SecretSettings,
    IReadOnlyList<string> Queues,
    IReadOnlyList<string> Tables,
    IReadOnlyList<string> Containers,
    IReadOnlyList<string> PoisonFunctions,
    string TaskHub,
    IReadOnlyDictionary<string, InfraRole> Roles)
{
    public static InfraResources Read() =>
        PlatformJson.Deserialize<InfraResources>(File.ReadAllText(Path.Combine(BicepFile.Root, "resources.json")));
}

internal sealed record InfraRole(string Name, Guid Id);
