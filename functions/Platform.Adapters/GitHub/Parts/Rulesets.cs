using System.Text.Json.Nodes;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>Rulesets by their name. A listing says nothing of the rules, and GitHub writes them in words of its own.</summary>
internal sealed class Rulesets(RepositoryApi api) : ListedParts<Ruleset>(api, "rulesets", "ruleset")
{
    protected override string KeyOf(JsonObject listed) =>
        // What the organisation has ruled is listed, too.
        $"{listed["source_type"]}" is "Repository" or "" ? $"{listed["name"]}" : string.Empty;

    protected override PartLikeness LikenessOf(JsonObject listed, Ruleset wanted) => PartLikeness.Unknown;

    protected override JsonObject BodyOf(Ruleset wanted) => wanted.Body.DeepClone().AsObject();

    protected override Uri? AddressOf(JsonObject listed) =>
        listed["_links"]?["self"]?["href"] is { } self ? new(self.ToString()) : null;
}
