using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog;

/// <summary>
/// An entity reference, <c>[kind:][namespace/]name</c>. Identity is case-insensitive, as in Backstage: two references are equal
/// when their canonical forms are. The casing that was written is kept.
/// </summary>
[JsonConverter(typeof(EntityRefJsonConverter))]
public sealed record EntityRef
{
    public const string DefaultNamespace = "default";

    public const string Requirements = "[kind:][namespace/]name, with no part empty";

    private EntityRef(string kind, string @namespace, string name)
    {
        Kind = kind;
        Namespace = @namespace;
        Name = name;
        Canonical = string.Create(kind.Length + @namespace.Length + name.Length + 2, this, static (text, parts) =>
        {
            var (kind, @namespace) = (parts.Kind, parts.Namespace);
            kind.AsSpan().ToLowerInvariant(text);
            text[kind.Length] = ':';
            @namespace.AsSpan().ToLowerInvariant(text[(kind.Length + 1)..]);
            text[kind.Length + @namespace.Length + 1] = '/';
            parts.Name.AsSpan().ToLowerInvariant(text[(kind.Length + @namespace.Length + 2)..]);
        });
    }

    public string Kind { get; }

    public string Namespace { get; }

    public string Name { get; }

    /// <value>Lower-case <c>kind:namespace/name</c>.</value>
    public string Canonical { get; }

    public static EntityRef Create(string kind, string @namespace, string name) =>
        kind.Length > 0 && @namespace.Length > 0 && name.Length > 0
            ? new(kind, @namespace, name)
            : throw new ArgumentException($"An entity reference is {Requirements}.");

    public static EntityRef Parse(string text, string? defaultKind = null, string defaultNamespace = DefaultNamespace) =>
        TryParse(text, out var parsed, defaultKind, defaultNamespace)
            ? parsed
            : throw new FormatException($"'{text}' is not an entity reference: {Requirements}.");

    /// <summary>The first ':' ends the kind unless a '/' stands before it; the first '/' ends the namespace.</summary>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out EntityRef? parsed,
        string? defaultKind = null,
        string defaultNamespace = DefaultNamespace)
    {
        parsed = null;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && slash < colon)
        {
            colon = -1;
        }

        var kind = colon >= 0 ? text[..colon] : defaultKind;
        var @namespace = slash >= 0 ? text[(colon + 1)..slash] : defaultNamespace;
        var name = text[(Math.Max(colon, slash) + 1)..];
        if (string.IsNullOrEmpty(kind) || @namespace.Length == 0 || name.Length == 0)
        {
            return false;
        }

        parsed = new(kind, @namespace, name);
        return true;
    }

    public bool Equals(EntityRef? other) => other is not null && Canonical == other.Canonical;

    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Canonical;
}

internal sealed class EntityRefJsonConverter() : TextJsonConverter<EntityRef>("an entity reference: kind:namespace/name")
{
    protected override bool TryParse(string? text, [NotNullWhen(true)] out EntityRef? value) =>
        EntityRef.TryParse(text, out value);
}
