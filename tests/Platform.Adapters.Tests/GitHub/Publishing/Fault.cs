using System.Net;
using System.Text;

namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>An answer of GitHub's that the forge has no reason to give.</summary>
/// <param name="AfterEffect">The request reaches the forge first: only the answer is replaced.</param>
internal sealed record Fault(string Name, int Status, string Message, bool AfterEffect = false)
{
    public static IReadOnlyList<Fault> Passing { get; } =
    [
        new("409 conflict", 409, "Conflict"),
        new("422 object not there yet", 422, "Object does not exist"),
        new("502 after the effect", 502, "Bad Gateway", AfterEffect: true),
    ];

    public static IReadOnlyList<Fault> Final { get; } =
    [
        new("401", 401, "Bad credentials"),
        new("403 not accessible", 403, "Resource not accessible by integration"),
        new("422 refused", 422, "Validation Failed"),
    ];

    public async Task<HttpResponseMessage> ApplyAsync(Func<Task<HttpResponseMessage>> send)
    {
        if (AfterEffect)
        {
            (await send()).Dispose();
        }

        return new((HttpStatusCode)Status)
        {
            Content = new StringContent($$"""{"message": "{{Message}}"}""", Encoding.UTF8, "application/json"),
        };
    }
}
