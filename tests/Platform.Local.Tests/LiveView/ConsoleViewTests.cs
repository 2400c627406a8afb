using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.LiveView;
using Platform.Local.Tests.Hosting;
using Platform.TestKit.Services;
using Spectre.Console;

namespace Platform.Local.Tests.LiveView;

public sealed class ConsoleViewTests : IDisposable
{
    private readonly ActivitySource _source = new("Platform");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_flag_the_host_says_a_line_for_each_request_that_has_ended()
    {
        using var text = new StringWriter();
        var writer = TextWriter.Synchronized(text);
        await using var host = await FunctionHost.StartAsync(
            typeof(Pages),
            builder => builder.Services.Replace(ServiceDescriptor.Singleton<IConsoleScreen>(new PlainScreen(writer))),
            settings: [ConsoleView.Flag]);
        var own = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/page");
        request.Headers.Add("traceparent", $"00-{own}-00f067aa0ba902b7-01");

        using var response = await host.Client.SendAsync(request, Cancellation);

        var trace = $"{own}"[..8];
        await Eventually.HoldsAsync(() => Said().Any(line => line.EndsWith(trace, StringComparison.Ordinal)), Cancellation);
        var line = Said().Single(said => said.EndsWith(trace, StringComparison.Ordinal));
        Assert.Matches(@"\A\d\d:\d\d:\d\d\.\d{3} +\d+(\.\d)? m?s  request +.*  202  [0-9a-f]{8}\z", line);

        string[] Said()
        {
            lock (writer)
            {
                return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            }
        }
    }

    [Fact]
    public async Task Without_the_flag_there_is_no_view()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Pages));

        Assert.Null(host.Services.GetService<ConsoleFeed>());
    }

    [Fact]
    public async Task The_flag_takes_no_value_from_the_argument_behind_it()
    {
        await using var host = await FunctionHost.StartAsync(
            typeof(Pages),
            builder => builder.Services.Replace(ServiceDescriptor.Singleton<IConsoleScreen>(new PlainScreen(TextWriter.Null))),
            settings: [ConsoleView.Flag, "--LocalDrainTimeout=00:00:01"]);

        Assert.NotNull(host.Services.GetService<ConsoleFeed>());
    }

    [Theory]
    [InlineData(ActivityKind.Client, "POST /repos/{owner}/{repo}/git/blobs", "github")]
    [InlineData(ActivityKind.Consumer, "process catalog-ingest", "message")]
    [InlineData(ActivityKind.Producer, "send catalog-ingest", "send")]
    [InlineData(ActivityKind.Internal, "timer MetricsRollup", "timer")]
    public void A_line_says_what_kind_of_thing_has_ended(ActivityKind kind, string name, string expected)
    {
        using var feed = new ConsoleFeed();
        var span = _source.StartActivity(name, kind)!;
        span.SetTag("platform.outcome", "handled").SetTag("secret", "no tag of this name is shown");
        span.Stop();

        var line = ConsoleLine.Of(span);

        Assert.Equal((expected, name, "handled"), (line.Kind, line.Name, line.Detail));
    }

    [Fact]
    public void Running_spans_are_known_until_they_end()
    {
        using var feed = new ConsoleFeed();

        var span = _source.StartActivity("timer Slow")!;
        Assert.Contains(span, feed.Running);
        span.Stop();

        Assert.DoesNotContain(span, feed.Running);
    }

    [Fact]
    public async Task In_a_terminal_lines_and_log_entries_are_shown_with_their_markup_taken_literally()
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        using var feed = new ConsoleFeed();
        var showing = new LiveScreen(console).ShowAsync(feed);

        feed.CreateLogger("Platform.Functions.Some").Log(LogLevel.Information, "an [unclosed bracket");
        _source.StartActivity($"timer [x{GetHashCode()}")!.Stop();
        await Eventually.HoldsAsync(() => feed.Lines is { CanCount: true, Count: 0 }, Cancellation);
        feed.Complete();
        await showing;

        Assert.Contains("an [unclosed bracket", text.ToString(), StringComparison.Ordinal);
        Assert.Contains($"timer [x{GetHashCode()}", text.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _source.Dispose();

    internal sealed class Pages
    {
        [Function("Page")]
        public static IActionResult Page([HttpTrigger("get", Route = "page")] HttpRequest request) => new AcceptedResult();
    }
}
