using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Platform.Core.Scaffolding.Publishing;

/// <summary>
/// A repository's <c>owner/name</c> within GitHub's rules. Identity is case-insensitive, the casing written is kept.
/// </summary>
[JsonConverter(typeof(RepositoryNameJsonConverter))]
public sealed partial record RepositoryName
{
    public const string Requirements =
        "owner/name: an owner of 1 to 39 letters, digits and single inner hyphens, " +
        "and a name of 1 to 100 letters, digits, '.', '_' and '-' that is not '.' or '..' and does not end in '.git' or '.wiki'";

    private RepositoryName(string owner, string name)
    {
        Owner = owner;
        Name = name;
    }

    public string Owner { get; }

    public string Name { get; }

    public static RepositoryName Create(string owner, string name) =>
        TryCreate(owner, name, out var created)
            ? created
            : throw new FormatException($"'{owner}/{name}' is not a repository: {Requirements}.");

    public static bool TryCreate(string? owner, string? name, [NotNullWhen(true)] out RepositoryName? created)
    {
        created = owner is not null && name is not null && IsOwner(owner) && IsName(name) ? new(owner, name) : null;
        return created is not null;
    }

    public static RepositoryName Parse(string text) =>
        TryParse(text, out var parsed) ? parsed : throw new FormatException($"'{text}' is not a repository: {Requirements}.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out RepositoryName? parsed)
    {
        parsed = null;
        return text?.Split('/') is [var owner, var name] && TryCreate(owner, name, out parsed);
    }

    public bool Equals(RepositoryName? other) =>
        other is not null && string.Equals(ToString(), other.ToString(), StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    public override string ToString() => $"{Owner}/{Name}";

    private static bool IsOwner(string owner) => owner.Length <= 39 && OwnerPattern().IsMatch(owner);

    // GitHub keeps names that end in .git and .wiki for itself.
    private static bool IsName(string name) =>
        NamePattern().IsMatch(name)
        && name is not ("." or "..")
        && !name.EndsWith(".git", StringComparison.OrdinalIgnoreCase)
        && !name.EndsWith(".wiki", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[A-Za-z0-9]+(-[A-Za-z0-9]+)*\z")]
    private static partial Regex OwnerPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex NamePattern();
}
