using Platform.Core.Access;
using Platform.Core.Primitives;

namespace Platform.Functions.Access;

/// <summary>Either who calls, or why not.</summary>
internal abstract record AccessDecision
{
    internal sealed record Allowed(Caller Caller) : AccessDecision;

    /// <param name="Status">
    /// 401 when credentials could help, 403 when these can't, 413 for a body beyond the limit, 503 when nobody can tell for now.
    /// </param>
    internal sealed record Refused(int Status, Problem Problem) : AccessDecision;
}
