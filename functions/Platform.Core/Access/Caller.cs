using Platform.Core.Catalog;

namespace Platform.Core.Access;

/// <summary>Who calls: an API key, or a system that proved itself by a signature.</summary>
/// <param name="Id">Stable, for the audit log: <c>key:&lt;id&gt;</c>, <c>bootstrap</c>, <c>webhook:github</c>.</param>
public sealed record Caller(string Id, string Name, IReadOnlyList<Role> Roles)
{
    /// <value>
    /// The catalog's user behind the call: the caller itself, or whom an administrator has named a key after; null for a
    /// machine.
    /// </value>
    public EntityRef? Person => UserOf(Id) ?? UserOf(Name);

    /// <value>The same for all of a person's ways to call.</value>
    public string Subject => Person?.Canonical ?? Id;

    public bool Has(Role role) => Roles.Grant(role);

    private static EntityRef? UserOf(string text) =>
        EntityRef.TryParse(text, out var found) && found.Kind.Equals("user", StringComparison.OrdinalIgnoreCase) ? found : null;
}
