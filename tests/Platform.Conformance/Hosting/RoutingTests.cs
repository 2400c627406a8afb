using System.Net;
using Platform.Conformance.Target;

namespace Platform.Conformance.Hosting;

/// <summary>What holds for every route, taken from the list of all, so that a new one joins by itself.</summary>
public sealed class RoutingTests(PlatformUnderTest platform)
{
    private const string SignatureInvalid = "webhook-signature-invalid";

    private static readonly string[] OpenToAnyone =
        ["Health", "PortalAsset", "PortalTask", "SchemasGet", "SurveyAnswerPage", "SurveyAnswerTake"];

    /// <summary>Let in by a signature, though their form is Backstage's.</summary>
    private static readonly string[] Signed = ["RemoteActionsReport"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Routes => [.. ListedFunction.Http.Select(function => function.Name)];

    public static TheoryData<string> GuardedRoutes => [.. Routes.Select(row => row.Data).Except(OpenToAnyone)];

    [Theory]
    [MemberData(nameof(GuardedRoutes))]
    public async Task Who_shows_no_credentials_is_refused_in_the_form_of_the_route(string function)
    {
        var (method, path) = RouteOf(function);
        using var answer = await platform.Anonymous.SendAsync(new HttpRequestMessage(method, path), Cancel);

        if (path.StartsWith("catalog/", StringComparison.Ordinal) || path.StartsWith("scaffolder/", StringComparison.Ordinal))
        {
            var code = Signed.Contains(function) ? SignatureInvalid : "credentials-missing";
            await answer.BackstageErrorAsync(HttpStatusCode.Unauthorized, "AuthenticationError", code);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
            return;
        }

        var problem = await answer.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Contains((string)problem["code"]!, new[] { "credentials-missing", SignatureInvalid, "sender-unknown" });
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_method_that_no_route_of_the_path_has_is_not_found(string function)
    {
        var (_, path) = RouteOf(function);

        using var answer = await platform.Client.SendAsync(new HttpRequestMessage(HttpMethod.Patch, path), Cancel);

        // The Functions host tells no difference between an unknown path and an unknown method.
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("catalog")]
    [InlineData("scaffolder/v2/tasks/a/b/c")]
    public async Task A_path_that_no_route_has_is_not_found(string path)
    {
        using var answer = await platform.Client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Routes_are_below_the_prefix_only()
    {
        using var answer = await platform.Client.GetAsync(new Uri(platform.Root, "catalog/problems?location=url:x"), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static (HttpMethod Method, string Path) RouteOf(string name)
    {
        var function = ListedFunction.All.Single(function => function.Name == name);
        return (HttpMethod.Parse(function.Methods[0]), function.PathWith("x"));
    }
}
