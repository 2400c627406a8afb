namespace Platform.Core.Access;

/// <summary>
/// What a caller may do. The lattice: <see cref="Admin"/> holds every role; each of the others holds <see cref="Reader"/> too;
/// registrar, scaffolder and approver do not imply one another.
/// </summary>
public enum Role
{
    /// <summary>Reads the catalog, tasks and figures.</summary>
    Reader,

    /// <summary>Registers and changes catalog entries.</summary>
    Registrar,

    /// <summary>Starts and cancels scaffolder tasks.</summary>
    Scaffolder,

    /// <summary>Decides on requests that wait for approval.</summary>
    Approver,

    /// <summary>Everything, including keys.</summary>
    Admin,
}

public static class Roles
{
    public static bool Grant(this IEnumerable<Role> held, Role required) => held.Any(role => role.Implies(required));

    private static bool Implies(this Role held, Role required) =>
        held == required || held == Role.Admin || required == Role.Reader;
}
