using Microsoft.AspNetCore.Http;
using Platform.Core.Access;

namespace Platform.Functions.Access;

public static class CallerOfRequest
{
    private static readonly object Key = new();

    /// <summary>Who calls, as the access rule established it.</summary>
    public static Caller GetCaller(this HttpContext context) =>
        context.Items[Key] as Caller ?? throw new InvalidOperationException("The request has not passed the access rules.");

    internal static void SetCaller(this HttpContext context, Caller caller) => context.Items[Key] = caller;
}
