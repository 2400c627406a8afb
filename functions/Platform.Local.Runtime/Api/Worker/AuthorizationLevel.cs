namespace Microsoft.Azure.Functions.Worker;

/// <summary>The host's own key check. Locally, as with the Core Tools, it is not enforced.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
