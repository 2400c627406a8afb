namespace Platform.Core.SourceControl;

/// <summary>
/// Whether the platform may change anything outside. Where it may not, it reads repositories and directories, keeps its own
/// storage and tells people what it has to tell, but makes no repository, commit, pull request, check, hook or setting anywhere.
/// The client of the source control enforces it for every request; whoever would only do useless work may look first.
/// </summary>
/// <param name="Forbidden">Why not; null when it may.</param>
public sealed record OutsideWrites(string? Forbidden = null)
{
    public static OutsideWrites Allowed { get; } = new();

    public bool AreAllowed => Forbidden is null;
}
