using System.Net;
using System.Text;

namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>A refusal of GitHub's that the forge has no reason to give, in place of the forge's answer.</summary>
internal sealed record Fault(string Name, int Status, string Message)
{
    public static IReadOnlyList<Fault> Final { get; } =
    [
        new("401", 401, "Bad credentials"),
        new("403 not accessible", 403, "Resource not accessible by integration"),
        new("422 refused", 422, "Validation Failed"),
    ];

    public HttpResponseMessage Answer() => new((HttpStatusCode)Status)
    {
        Content = new StringContent($$"""{"message": "{{Message}}"}""", Encoding.UTF8, "application/json"),
    };
}
