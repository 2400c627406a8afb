using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Locations;

/// <summary>Kinds, and where entities of them may come from.</summary>
/// <param name="Kinds">Names, <see cref="AnyKind"/> or <see cref="ForeignKinds"/>.</param>
/// <param name="Locations">Null means from everywhere.</param>
public sealed record AllowRule(IReadOnlyList<string> Kinds, IReadOnlyList<LocationMatch>? Locations)
{
    public const string AnyKind = "*";

    /// <value>Every kind that Backstage doesn't define; what they must look like is registered with their schema.</value>
    public const string ForeignKinds = "foreign/*";
}

/// <summary>Places that an administrator lists. What is not given is not looked at.</summary>
/// <param name="Type"><see cref="Url"/>, <see cref="Inline"/> or <see cref="Registered"/>.</param>
/// <param name="Exact">The address.</param>
/// <param name="Pattern">A glob of addresses in lower case: as in Backstage, case does not count.</param>
/// <param name="Repository">A glob of <c>owner/name</c> in lower case, whatever the branch and path.</param>
public sealed record LocationMatch(
    string? Type = null, string? Exact = null, GlobPattern? Pattern = null, GlobPattern? Repository = null)
{
    /// <value>What the platform itself read: at its own address, or, as in Backstage, by the one that was registered.</value>
    public const string Url = "url";

    /// <value>Texts that came with a message, which only claims to be from somewhere; never meant unless it is said.</value>
    public const string Inline = "inline";

    /// <value>What a registered location brings, directly or by others; addresses are those that were registered.</value>
    public const string Registered = "registered";

    public bool Covers(EntityPlace place) =>
        (Type == place.Type || (Type is null or Url && place.Type != Inline))
        && (Exact is null || Exact == place.Target)
        && (Pattern is null || Pattern.IsMatch(place.Target.ToLowerInvariant()))
        && (Repository is null || (place.Repository is { } repository && Repository.IsMatch(repository.ToLowerInvariant())));
}

/// <summary>One of the places that an entity comes from.</summary>
/// <param name="Repository"><c>owner/name</c>, when it was read in one.</param>
public sealed record EntityPlace(string Type, string Target, string? Repository = null);
