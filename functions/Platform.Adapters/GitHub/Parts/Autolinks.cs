using System.Text.Json.Nodes;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>Autolinks by their prefix.</summary>
internal sealed class Autolinks(RepositoryApi api) : ListedParts<Autolink>(api, "autolinks", "autolink")
{
    protected override string KeyOf(JsonObject listed) => $"{listed["key_prefix"]}";

    protected override PartLikeness LikenessOf(JsonObject listed, Autolink wanted) =>
        $"{listed["url_template"]}" == wanted.UrlTemplate && (bool)listed["is_alphanumeric"]! == wanted.IsAlphanumeric
            ? PartLikeness.Same
            : PartLikeness.Different;

    protected override JsonObject BodyOf(Autolink wanted) => new()
    {
        ["key_prefix"] = wanted.KeyPrefix,
        ["url_template"] = wanted.UrlTemplate,
        ["is_alphanumeric"] = wanted.IsAlphanumeric,
    };
}
