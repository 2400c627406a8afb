using System.Text.Json.Nodes;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>Protection as GitHub takes it, and whether what it answers says the same in its other words.</summary>
internal static class ProtectionJson
{
    public static JsonObject Of(BranchProtection wanted)
    {
        var reviews = new JsonObject
        {
            ["required_approving_review_count"] = wanted.Approvals,
            ["require_code_owner_reviews"] = wanted.CodeOwnerReviews,
            ["dismiss_stale_reviews"] = wanted.DismissStaleReviews,
            ["require_last_push_approval"] = wanted.LastPushApproval,
        };
        if (wanted.Bypass is { } bypass)
        {
            reviews["bypass_pull_request_allowances"] = Of(bypass);
        }

        return new()
        {
            ["required_status_checks"] = new JsonObject
            {
                ["strict"] = wanted.UpToDate,
                ["contexts"] = Texts(wanted.StatusChecks),
            },
            ["enforce_admins"] = wanted.EnforceAdmins,
            ["required_pull_request_reviews"] = reviews,
            ["restrictions"] = wanted.Pushers is { } pushers ? Of(pushers) : null,
            ["required_linear_history"] = wanted.LinearHistory,
            ["block_creations"] = wanted.BlockCreations,
            ["required_conversation_resolution"] = wanted.ConversationResolution,
        };
    }

    public static bool IsSame(JsonObject there, BranchProtection wanted)
    {
        var (checks, reviews) = (there["required_status_checks"], there["required_pull_request_reviews"]);
        return IsOn(there["enforce_admins"]?["enabled"]) == wanted.EnforceAdmins
            && IsOn(there["required_linear_history"]?["enabled"]) == wanted.LinearHistory
            && IsOn(there["block_creations"]?["enabled"]) == wanted.BlockCreations
            && IsOn(there["required_conversation_resolution"]?["enabled"]) == wanted.ConversationResolution
            && IsOn(there["required_signatures"]?["enabled"]) == wanted.SignedCommits
            && IsOn(checks?["strict"]) == wanted.UpToDate
            && IsSame(checks?["contexts"], "", wanted.StatusChecks)
            && (int?)reviews?["required_approving_review_count"] == wanted.Approvals
            && IsOn(reviews?["require_code_owner_reviews"]) == wanted.CodeOwnerReviews
            && IsOn(reviews?["dismiss_stale_reviews"]) == wanted.DismissStaleReviews
            && IsOn(reviews?["require_last_push_approval"]) == wanted.LastPushApproval
            && IsSame(reviews?["bypass_pull_request_allowances"], wanted.Bypass)
            && IsSame(there["restrictions"], wanted.Pushers);
    }

    private static bool IsSame(JsonNode? there, ProtectionActors? wanted) => wanted is null
        ? there is null
        : there is not null
            && IsSame(there["users"], "login", wanted.Users)
            && IsSame(there["teams"], "slug", wanted.Teams)
            && IsSame(there["apps"], "slug", wanted.Apps);

    private static bool IsSame(JsonNode? there, string field, IReadOnlyList<string> wanted) =>
        (there as JsonArray ?? []).Select(one => $"{(field.Length > 0 ? one?[field] : one)}")
            .ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(wanted);

    private static JsonObject Of(ProtectionActors actors) => new()
    {
        ["users"] = Texts(actors.Users),
        ["teams"] = Texts(actors.Teams),
        ["apps"] = Texts(actors.Apps),
    };

    private static JsonArray Texts(IReadOnlyList<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    private static bool IsOn(JsonNode? value) => value is JsonValue set && set.TryGetValue<bool>(out var isOn) && isOn;
}
