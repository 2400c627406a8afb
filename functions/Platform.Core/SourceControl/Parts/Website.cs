namespace Platform.Core.SourceControl.Parts;

/// <summary>The website that the host serves from a repository.</summary>
/// <param name="BuildType">workflow, or legacy: built by the host from the branch's folder.</param>
public sealed record Website(string BuildType, string Branch, string Path) : IRepositoryPart
{
    public string Key => "pages";

    public string Title => "GitHub Pages";

    string? IRepositoryPart.Name => Key;
}
