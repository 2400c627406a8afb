namespace Platform.Core.SourceControl.Parts;

/// <param name="Mark">Which step it belongs to; stands in its body, where people don't see it.</param>
public sealed record Issue(
    string Title, string Body, IReadOnlyList<string> Assignees, IReadOnlyList<string> Labels, int? Milestone, string Mark)
    : IRepositoryPart
{
    public string Key => Mark;

    string IRepositoryPart.Title => "an issue";
}
