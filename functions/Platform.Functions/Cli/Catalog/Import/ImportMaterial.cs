using System.Text.Json.Nodes;

namespace Platform.Functions.Cli.Catalog.Import;

/// <summary>What is to be imported.</summary>
/// <param name="From">Names the other catalog, always the same way.</param>
/// <param name="Entities">As the other catalog has them.</param>
internal sealed record ImportMaterial(string From, IReadOnlyList<JsonObject> Entities)
{
    /// <value>Addresses that are registered whatever they bring.</value>
    public IReadOnlyList<string> Locations { get; init; } = [];

    /// <value>Settings of the platform that say what the other's configuration said, as they stand in a settings file.</value>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <value>What of the input can't be read.</value>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <value>What has no counterpart, or needs somebody's hand.</value>
    public IReadOnlyList<string> Sentences { get; init; } = [];
}
