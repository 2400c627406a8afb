using Platform.Core.Catalog;

namespace Platform.Core.Scaffolding.Library;

/// <summary>Who is offered a version of a template.</summary>
public enum TemplateChannel
{
    /// <summary>Everybody: the version that was promoted, or the newest where nothing has to be promoted.</summary>
    Stable,

    /// <summary>Who asks for it: the newest version.</summary>
    Staging,
}

/// <summary>Which state of a template something was made from.</summary>
/// <param name="SemVer">What the template calls itself; null when it says nothing, or nothing that is a version.</param>
/// <param name="ContentHash">Of the paths, modes and bodies of the template's folder; equal ones are the same version.</param>
/// <param name="Channel">By which it was found.</param>
public sealed record TemplateVersion(EntityRef Ref, string? SemVer, string ContentHash, TemplateChannel Channel);

/// <summary>Which version of a template is wanted.</summary>
/// <param name="ContentHash">A certain one, whatever its channel, also when it is no longer in the folder.</param>
public sealed record TemplateSelection(TemplateChannel Channel = TemplateChannel.Stable, string? ContentHash = null)
{
    public static TemplateSelection Stable { get; } = new();

    public static TemplateSelection Staging { get; } = new(TemplateChannel.Staging);

    public static TemplateSelection Version(string contentHash) => new(ContentHash: contentHash);
}
