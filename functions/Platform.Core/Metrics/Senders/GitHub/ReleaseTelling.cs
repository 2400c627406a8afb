using System.Text.RegularExpressions;
using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>
/// A release that is published, and no trial one, is there for everybody. Deliveries say that twice, as published and as
/// released; it is one event.
/// </summary>
internal sealed partial class ReleaseTelling(RepositoryComponents components) : IGitHubTelling
{
    private const string Release = "release";

    public string Event => Release;

    public async Task<Translation> TellAsync(Payload payload, CancellationToken cancellationToken)
    {
        if (payload.Action is not ("published" or "released") || payload.IsTrue($"{Release}.draft"))
        {
            return new Translation.Ignored(
                payload.Action == "prereleased" ? IgnoredReasons.ReleaseIsPrerelease : IgnoredReasons.ReleaseNotPublished);
        }

        if (payload.IsTrue($"{Release}.prerelease"))
        {
            return new Translation.Ignored(IgnoredReasons.ReleaseIsPrerelease);
        }

        var tag = payload.NeedText($"{Release}.tag_name");
        var whom = await components.OfAsync(payload, null, [tag, payload.Text($"{Release}.name")], cancellationToken);
        return new Translation.Told([.. whom.Components.Select(one => Published(payload, tag, one).Write())])
        {
            Unattributed = whom.Unknown,
        };
    }

    private static CdEvent Published(Payload payload, string tag, EntityRef? component)
    {
        var (id, at) = (payload.NeedNumber($"{Release}.id"), payload.NeedTime($"{Release}.published_at"));
        var commitish = payload.Text($"{Release}.target_commitish");
        return new(
            payload.Url,
            $"release:{Attribution.IdOf(component)}:{id}:{CdEvent.Text(at)}",
            "service.published",
            at,
            component?.Canonical ?? $"{payload.Url}/releases/{id}")
        {
            Custom = new()
            {
                ["component"] = component?.Canonical,
                ["repoUrl"] = payload.Url,
                ["version"] = tag,

                // A branch's name says nothing of what was released of it.
                ["commitSha"] = commitish is not null && Commit().IsMatch(commitish) ? commitish : null,
                ["actor"] = payload.Actor($"{Release}.author"),
            },
        };
    }

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex Commit();
}
