using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Library.Promotion;

/// <summary>What an attempt at a version is about; the input of its orchestration.</summary>
/// <param name="Attempt">Names this attempt among all.</param>
/// <param name="By">Who wants it: a caller's id, or the schedule.</param>
/// <param name="Cause">See <see cref="TemplateVerification"/>.</param>
/// <param name="Organization">Where the canary is made; null makes none.</param>
public sealed record PromotionCall(
    string Attempt, EntityRef Template, string Hash, string By, string Cause, string? Organization)
{
    public const string Promotion = "promotion";
    public const string Schedule = "schedule";
}

/// <param name="Canary">Null when it could not be made.</param>
public sealed record CanaryStart(TaskId? Canary, IReadOnlyList<Problem> Problems);

/// <param name="Problems">Why it is not what it should be; empty while it runs, and when all went well.</param>
public sealed record CanaryState(bool HasEnded, IReadOnlyList<Problem> Problems);

/// <param name="Problems">Empty when all was well.</param>
public sealed record PromotionVerdict(PromotionCall Call, IReadOnlyList<Problem> Problems, TaskId? Canary);
