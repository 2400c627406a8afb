using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Locations;

/// <summary>What a location leads to.</summary>
/// <param name="Written">As it stands in the document or request.</param>
/// <param name="Address">Exactly one of a place in a repository and an address elsewhere.</param>
/// <param name="IsOptional">Nothing there is no mistake.</param>
public sealed record LocationTarget(string Written, TargetAddress Address, TargetMention Mention, bool IsOptional = false)
{
    public Problem Problem(string code, string message, string? expected = null) =>
        new(code, message, Mention.Field, Written, expected, Mention.Place);
}

/// <param name="Url">Elsewhere than on the host of the repositories.</param>
public sealed record TargetAddress(RepositoryUrl? Repository, Uri? Url);

/// <summary>Where a target is written.</summary>
/// <param name="Source">The source that is told of problems with it.</param>
public sealed record TargetMention(string Source, string Field, SourcePlace? Place = null);

/// <summary>What can be wrong with a location.</summary>
public static class LocationCodes
{
    public const string Type = "location-type-unsupported";
    public const string Target = "location-target";
    public const string Host = "location-host-not-allowed";
    public const string Repository = "location-repository-not-allowed";
    public const string NoMatch = "location-no-match";
    public const string Unreadable = "location-unreadable";
    public const string TooDeep = "location-too-deep";
    public const string TooMany = "location-too-many";
}
