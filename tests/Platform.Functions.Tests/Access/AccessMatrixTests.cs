using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Platform.Functions.Access;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Access;

/// <summary>
/// Every route by every caller, against the running app, compared with the table in matrix.txt, which people read and review. A
/// new route and a new way of asking are tried by themselves and fail until the table says what is right.
/// </summary>
public sealed class AccessMatrixTests
{
    private const string Table = "tests/Platform.Functions.Tests/Access/matrix.txt";

    private static readonly IReadOnlyList<(string Name, HttpTriggerAttribute Trigger)> Routes =
    [
        .. typeof(PlatformApp).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => (
                Name: method.GetCustomAttribute<FunctionAttribute>()?.Name,
                Trigger: method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
                    .FirstOrDefault(trigger => trigger is not null)))
            .Where(function => function is { Name: not null, Trigger: not null })
            .Select(function => (function.Name!, function.Trigger!))
            .OrderBy(function => function.Item1, StringComparer.Ordinal),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_answers_every_caller_as_the_table_says()
    {
        await using var alone = await PlatformHost.StartAsync(Known);
        await using var behindAppService = await PlatformHost.StartAsync(settings =>
        {
            Known(settings);
            settings["WEBSITE_AUTH_ENABLED"] = "True";
        });
        var (known, knownThere) = (new Credentials(alone), new Credentials(behindAppService));
        var text = new StringBuilder(Legend());
        foreach (var (name, trigger) in Routes)
        {
            var cells = await Task.WhenAll(Attempt.All.Select(attempt => attempt.BehindAppService
                ? CellAsync(behindAppService, knownThere, attempt, trigger)
                : CellAsync(alone, known, attempt, trigger)));
            text.Append($"{name,-26}{string.Join(' ', cells.Select(cell => $"{cell,3}"))}\n");
        }

        var listed = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, Table), Cancel);
        Assert.True(text.ToString() == listed, $"{Table} says otherwise. What was found:\n{text}");
    }

    [Fact]
    public void Every_sender_of_webhooks_has_its_attempts() => Assert.All(Enum.GetNames<WebhookSender>(), sender =>
        Assert.Contains(Attempt.All, attempt => attempt.Name == $"{sender} once more"
            || attempt.Name.StartsWith($"{sender} once more,", StringComparison.Ordinal)));

    private static void Known(IDictionary<string, string?> settings)
    {
        settings["SlackSigningSecret"] = Credentials.SlackSecret;
        settings[Credentials.RemoteActionSetting] = Credentials.RemoteActionSecret;
    }

    /// <summary>The columns, described.</summary>
    private static string Legend()
    {
        var columns = Attempt.All.Select((attempt, index) => $"{index + 1,3}  {attempt.Name}\n");
        var heads = Enumerable.Range(1, Attempt.All.Count).Select(index => $"{index,3}");
        return $"""
            Who may call what: the HTTP status of a refusal, or in for everything else. Callers, by column:

            {string.Concat(columns)}
            {"",-26}{string.Join(' ', heads)}

            """;
    }

    private static async Task<string> CellAsync(
        PlatformHost host, Credentials known, Attempt attempt, HttpTriggerAttribute trigger)
    {
        // A body of its own, so that only what is meant as a repetition is one.
        var body = $$"""{"attempt":"{{Guid.NewGuid()}}"}""";
        if (attempt.Repeated)
        {
            await SendAsync(host, known, attempt, trigger, body);
        }

        var status = await SendAsync(host, known, attempt, trigger, body);
        return status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError
            ? $"{(int)status}"
            : "in";
    }

    private static async Task<HttpStatusCode> SendAsync(
        PlatformHost host, Credentials known, Attempt attempt, HttpTriggerAttribute trigger, string body)
    {
        var path = string.Join('/', trigger.Route!.Split('/').Select(part => part.StartsWith('{') ? "x" : part));
        using var request = new HttpRequestMessage(HttpMethod.Parse(trigger.Methods![0]), path);
        request.Content = request.Method == HttpMethod.Get ? null : new StringContent(body);
        await attempt.Dress(known, request);
        using var answer = await host.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        return answer.StatusCode;
    }
}
