using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Local.Tests.Hosting;

namespace Platform.Local.Tests.Http;

public sealed class ResponseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Action_results_of_all_kinds_are_executed()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));

        Assert.Equal("""{"fullName":"Ada"}""", await host.GetAsync("api/json"));
        Assert.Equal("bytes", await host.GetAsync("api/file"));
        Assert.Equal(HttpStatusCode.Accepted, await host.StatusOfAsync(HttpMethod.Get, "api/accepted"));
        Assert.Equal("plain result", await host.GetAsync("api/result"));
    }

    [Fact]
    public async Task A_function_that_throws_is_500_without_a_body_and_without_headers_it_had_set()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));

        using var response = await host.Client.GetAsync("api/throw", Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.False(response.Headers.Contains("X-Half"));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413()
    {
        await using var host =
            await FunctionHost.StartAsync(typeof(Functions), settings: "--FUNCTIONS_REQUEST_BODY_SIZE_LIMIT=1000");
        using var small = new ByteArrayContent(new byte[1000]);
        using var large = new ByteArrayContent(new byte[1001]);

        using var fits = await host.Client.PostAsync("api/length", small, Cancellation);
        using var refused = await host.Client.PostAsync("api/length", large, Cancellation);

        Assert.Equal("1000", await fits.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task Server_sent_events_flow_unbuffered()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));
        using var response = await host.Client.GetAsync("api/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));

        Assert.Equal("data: first", await reader.ReadLineAsync(Cancellation));
        host.Journal.Gate.SetResult();

        Assert.Equal("data: last", await reader.ReadLineAsync(Cancellation));
        Assert.Null(await reader.ReadLineAsync(Cancellation));
    }

    [Fact]
    public async Task A_client_that_goes_away_cancels_the_function()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));
        using (var response = await host.Client.GetAsync("api/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation))
        {
            await host.Journal.ReachesAsync(1);
        }

        await host.Journal.ReachesAsync(2);

        Assert.Equal(["streaming", "cancelled, aborted"], host.Journal.Of<string>());
    }

    [Fact]
    public async Task A_stopping_host_cancels_functions_and_breaks_off_those_that_go_on()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));
        using var polite = await host.Client.GetAsync("api/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var stubborn = await host.Client.GetAsync("api/stubborn", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await host.Journal.ReachesAsync(2);

        await host.StopAsync();

        await host.Journal.ReachesAsync(4);
        Assert.Contains("cancelled, not aborted", host.Journal.Of<string>());
        Assert.Contains("stubborn aborted", host.Journal.Of<string>());
    }

    internal sealed class Functions(Journal journal)
    {
        [Function("Json")]
        public static IActionResult Json([HttpTrigger("get", Route = "json")] HttpRequest request) =>
            new OkObjectResult(new { FullName = "Ada" });

        [Function("File")]
        public static IActionResult File([HttpTrigger("get", Route = "file")] HttpRequest request) =>
            new FileContentResult("bytes"u8.ToArray(), "application/octet-stream");

        [Function("Accepted")]
        public static async Task<AcceptedResult> Accepted([HttpTrigger("get", Route = "accepted")] HttpRequest request)
        {
            await Task.Yield();
            return new AcceptedResult();
        }

        [Function("Result")]
        public static IResult Result([HttpTrigger("get", Route = "result")] HttpRequest request) => Results.Text("plain result");

        [Function("Throw")]
        public static IActionResult Throw([HttpTrigger("get", Route = "throw")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["X-Half"] = "1";
            throw new InvalidOperationException("broken");
        }

        [Function("Length")]
        public static async Task<IActionResult> Length([HttpTrigger("post", Route = "length")] HttpRequest request)
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer);
            return new ContentResult { Content = $"{buffer.Length}" };
        }

        [Function("Stream")]
        public async Task<IActionResult> Stream(
            [HttpTrigger("get", Route = "stream")] HttpRequest request, CancellationToken cancellationToken)
        {
            var response = request.HttpContext.Response;
            response.ContentType = "text/event-stream";
            await WriteAsync(response, "data: first\n");
            journal.Add("streaming");
            try
            {
                await journal.Gate.Task.WaitAsync(cancellationToken);
                await WriteAsync(response, "data: last\n");
            }
            catch (OperationCanceledException)
            {
                var aborted = request.HttpContext.RequestAborted.IsCancellationRequested;
                journal.Add(aborted ? "cancelled, aborted" : "cancelled, not aborted");
            }

            return new EmptyResult();
        }

        [Function("Stubborn")]
        public async Task<IActionResult> Stubborn([HttpTrigger("get", Route = "stubborn")] HttpRequest request)
        {
            await WriteAsync(request.HttpContext.Response, "here");
            journal.Add("stubborn");
            await Task.Delay(Timeout.Infinite, request.HttpContext.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            journal.Add("stubborn aborted");
            return new EmptyResult();
        }

        private static async Task WriteAsync(HttpResponse response, string text)
        {
            await response.WriteAsync(text);
            await response.Body.FlushAsync();
        }
    }
}
