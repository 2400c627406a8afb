namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>
/// A person looked at a change: with approval, with wishes, or with comments alone. Programs don't count as looking.
/// </summary>
internal sealed class ReviewTelling : IGitHubTelling
{
    public string Event => "pull_request_review";

    public Task<Translation> TellAsync(Payload payload, CancellationToken cancellationToken) => Task.FromResult(Tell(payload));

    private static Translation Tell(Payload payload)
    {
        var state = payload.Text("review.state")?.ToLowerInvariant();
        if (payload.Action != "submitted" || state == "pending")
        {
            return new Translation.Ignored(IgnoredReasons.ReviewNotSubmitted);
        }

        if (payload.Text("review.user.type") == "Bot")
        {
            return new Translation.Ignored(IgnoredReasons.ReviewByBot);
        }

        var (id, number) = (payload.NeedNumber("review.id"), payload.NeedNumber("pull_request.number"));
        var reviewed = new CdEvent(
            payload.Url,
            $"pull:{number}:review:{id}",
            "change.reviewed",
            payload.NeedTime("review.submitted_at"),
            $"{payload.Url}/pull/{number}")
        {
            Custom = new()
            {
                ["repoUrl"] = payload.Url,
                ["number"] = $"{number}",
                ["reviewer"] = payload.Text("review.user.login"),
                ["author"] = payload.Text("pull_request.user.login"),
                ["state"] = state,
            },
        };
        return new Translation.Told([reviewed.Write()]);
    }
}
