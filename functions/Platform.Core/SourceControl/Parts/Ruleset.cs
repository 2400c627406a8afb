using System.Text.Json.Nodes;

namespace Platform.Core.SourceControl.Parts;

/// <param name="Body">As the host takes it, with name and rules.</param>
public sealed record Ruleset(string Name, JsonObject Body) : IRepositoryPart
{
    public string Key => Name;

    public string Title => $"the ruleset {Name}";
}
