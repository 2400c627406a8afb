using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Platform.Local.Runtime.Hosting.Discovery;

namespace Platform.Local.Tests.Hosting;

public sealed class DiscoveryTests
{
    [Fact]
    public void Everything_that_is_wrong_with_an_app_is_said_at_once()
    {
        var refused = Assert.Throws<FunctionAppException>(() => FunctionDiscovery.Find([typeof(Broken)]));

        Assert.Equal(
            [
                "2 functions are named 'Twice'; names must differ beyond case.",
                "Function 'AsyncVoid' (Broken.AsyncVoid): it is async void, so nobody could await it; expected async Task.",
                "Function 'Hidden' (Broken.Hidden): its method is not public.",
                "Function 'NoTrigger' (Broken.NoTrigger): it has 0 trigger parameters; expected one.",
                "Function 'Result' (Broken.Result): it returns String; expected IActionResult, IResult, or a Task of one.",
                "Function 'TwoTriggers' (Broken.TwoTriggers): it has 2 trigger parameters; expected one.",
                "Function 'ValueTask' (Broken.ReturnsValueTask): it returns a ValueTask, "
                    + "which the worker does not await; expected a Task.",
                "Function 'WrongParameter' (Broken.WrongParameter): its parameter 'service' has the type HttpClient, "
                    + "which a function with TimerTriggerAttribute can't take there.",
                "Function 'WrongRequest' (Broken.WrongRequest): its parameter 'context' has the type HttpContext, "
                    + "which a function with HttpTriggerAttribute can't take there.",
            ],
            refused.Problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_app_with_http_functions_must_ask_for_the_web_model()
    {
        var builder = FunctionsApplication.CreateBuilder(["--AzureWebJobsStorage=none"], typeof(Web));

        var refused = Assert.Throws<FunctionAppException>(builder.Build);

        Assert.Contains("ConfigureFunctionsWebApplication", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_names_the_method_and_its_bindings_as_the_real_worker_does()
    {
        var function = Assert.Single(FunctionDiscovery.Find([typeof(Web)]));

        Assert.Equal("Page", function.Name);
        Assert.Equal($"{typeof(Web).FullName}.ShowPage", function.EntryPoint);
        Assert.Equal(typeof(Web).Assembly.Location, function.PathToAssembly);
        Assert.Equal("httpTrigger", function.InputBindings["request"].Type);
        Assert.Equal("durableClient", function.InputBindings["client"].Type);
        Assert.Equal("http", function.OutputBindings["$return"].Type);
        Assert.Equal(["request", "client", "context"], function.Parameters.Select(parameter => parameter.Name));
    }

    internal sealed class Web
    {
        [Function("Page")]
        public static IActionResult ShowPage(
            [HttpTrigger("get")] HttpRequest request,
            [DurableClient] Microsoft.DurableTask.Client.DurableTaskClient client,
            FunctionContext context) => new OkResult();
    }

    internal sealed class Broken
    {
        [Function("NoTrigger")]
        public static void NoTrigger(string text)
        {
        }

        [Function("TwoTriggers")]
        public static void TwoTriggers([TimerTrigger("0 0 0 * * *")] TimerInfo timer, [QueueTrigger("q")] string message)
        {
        }

        [Function("Twice")]
        public static void First([TimerTrigger("0 0 0 * * *")] TimerInfo timer)
        {
        }

        [Function("twice")]
        public static void Second([TimerTrigger("0 0 0 * * *")] TimerInfo timer)
        {
        }

        [Function("AsyncVoid")]
        public static async void AsyncVoid([QueueTrigger("q")] string message) => await Task.Yield();

        [Function("ValueTask")]
        public static ValueTask ReturnsValueTask([QueueTrigger("q")] string message) => default;

        [Function("Result")]
        public static string Result([HttpTrigger("get")] HttpRequest request) => string.Empty;

        [Function("WrongParameter")]
        public static void WrongParameter([TimerTrigger("0 0 0 * * *")] TimerInfo timer, HttpClient service)
        {
        }

        [Function("WrongRequest")]
        public static IActionResult WrongRequest([HttpTrigger("get")] HttpContext context) => new OkResult();

        [Function("Hidden")]
        internal static void Hidden([QueueTrigger("q")] string message)
        {
        }
    }
}
