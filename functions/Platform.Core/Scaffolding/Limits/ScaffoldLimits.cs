using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Limits;

/// <summary>How much may go on at once; 0 is no limit.</summary>
/// <param name="PerTemplate">Tasks of one template; a template may ask for less.</param>
/// <param name="PerOrganization">Steps that work with repositories of one organisation.</param>
public sealed record ScaffoldLimits(int PerTemplate, int PerOrganization)
{
    public static ScaffoldLimits None { get; } = new(0, 0);

    public SlotLimit? ForTask(TaskSpec spec)
    {
        var own = spec.Limits?.Concurrent ?? 0;
        var most = own > 0 && PerTemplate > 0 ? Math.Min(own, PerTemplate) : Math.Max(own, PerTemplate);
        var template = spec.TemplateInfo.EntityRef;
        return most > 0 ? new($"template|{template.Canonical}", most, $"tasks of {template}") : null;
    }

    /// <param name="input">Rendered.</param>
    public SlotLimit? ForStep(JsonObject input) =>
        PerOrganization > 0 && input["repoUrl"] is JsonValue written && written.GetValueKind() == JsonValueKind.String
            && RepoUrl.Parse(written.GetValue<string>()) is { IsOk: true, Value.Repository.Owner: var owner }
            ? new($"organization|{owner.ToLowerInvariant()}", PerOrganization, $"steps for {owner}")
            : null;
}

/// <param name="Queue">The line to stand in.</param>
/// <param name="Most">So many run.</param>
/// <param name="Of">What they are, for people.</param>
public sealed record SlotLimit(string Queue, int Most, string Of)
{
    public string Waiting(int before) => string.Create(
        CultureInfo.InvariantCulture,
        $"Waiting: {(before == 1 ? "1 task" : $"{before} tasks")} before this one (at most {Most} {Of} at once)");
}
