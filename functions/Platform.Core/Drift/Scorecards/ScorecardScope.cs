using System.Diagnostics.CodeAnalysis;
using Platform.Core.Catalog;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Scorecards;

/// <summary>A team's, an owner's or a system's entities; an owner may be a user: <c>owner:user:NAME</c>.</summary>
public sealed record ScorecardScope(string Kind, EntityRef Of)
{
    public const string Requirements = "team:NAME, owner:NAME or system:NAME";

    public static bool TryParse(string text, [NotNullWhen(true)] out ScorecardScope? scope)
    {
        scope = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? string.Empty : text[..colon];
        if (kind is "team" or "owner" or "system"
            && EntityRef.TryParse(text[(colon + 1)..], out var of, kind == "system" ? "system" : "group"))
        {
            scope = new(kind, of);
        }

        return scope is not null;
    }

    public bool Has(DriftSubject subject) => Kind != "system"
        ? subject.Owner == Of
        : EntityRef.TryParse(subject.System, out var system, "system") && system == Of;
}
