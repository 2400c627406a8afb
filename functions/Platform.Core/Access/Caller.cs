namespace Platform.Core.Access;

/// <summary>Who calls: an API key, or a system that proved itself by a signature.</summary>
/// <param name="Id">Stable, for the audit log: <c>key:&lt;id&gt;</c>, <c>bootstrap</c>, <c>webhook:github</c>.</param>
public sealed record Caller(string Id, string Name, IReadOnlyList<Role> Roles)
{
    public bool Has(Role role) => Roles.Grant(role);
}
