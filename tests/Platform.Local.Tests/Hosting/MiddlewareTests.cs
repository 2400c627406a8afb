using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Platform.Local.Tests.Hosting;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_runs_in_the_order_it_was_added_around_the_function_and_the_result_is_written_after_it()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions), builder =>
        {
            builder.UseMiddleware<Outer>();
            builder.UseMiddleware(async (context, next) =>
            {
                Note(context, "inner before");
                await next();
                Note(context, "inner after");
            });
        });

        Assert.Equal("hello", await host.GetAsync("api/hello"));

        Assert.Equal(
            ["outer before", "inner before", "function", "inner after", "outer after", "result"], host.Journal.Of<string>());
    }

    [Fact]
    public async Task Middleware_applies_where_its_predicate_says_so()
    {
        await using var host = await FunctionHost.StartAsync(
            typeof(Functions), builder => builder.UseWhen<Outer>(context => context.FunctionDefinition.Name == "Other"));

        await host.GetAsync("api/hello");
        await host.GetAsync("api/other");

        Assert.Equal(["function", "result", "outer before", "outer after"], host.Journal.Of<string>());
    }

    [Fact]
    public async Task Middleware_may_answer_by_itself_or_set_the_result_instead_of_calling_on()
    {
        await using var writes = await FunctionHost.StartAsync(typeof(Functions), builder =>
            builder.UseMiddleware(static (context, next) => context.GetHttpContext()!.Response.WriteAsync("written")));
        await using var sets = await FunctionHost.StartAsync(typeof(Functions), builder =>
            builder.UseMiddleware(static (context, next) =>
            {
                context.GetInvocationResult().Value = new StatusCodeResult(StatusCodes.Status418ImATeapot);
                return Task.CompletedTask;
            }));

        Assert.Equal("written", await writes.GetAsync("api/hello"));
        Assert.Equal((HttpStatusCode)418, await sets.StatusOfAsync(HttpMethod.Get, "api/hello"));
        Assert.Empty(writes.Journal.Entries);
    }

    [Fact]
    public async Task An_invocation_has_one_scope_of_services_that_ends_with_it()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions), builder =>
        {
            builder.Services.AddScoped<PerInvocation>();
            builder.UseMiddleware((context, next) =>
            {
                context.Items["seen"] = context.InstanceServices.GetRequiredService<PerInvocation>();
                return next();
            });
        });

        Assert.Equal("same", await host.GetAsync("api/scope"));
        Assert.Equal("same", await host.GetAsync("api/scope"));

        Assert.Equal(2, host.Journal.Of<PerInvocation>().Distinct().Count());
        Assert.All(host.Journal.Of<PerInvocation>(), service => Assert.True(service.IsDisposed));
    }

    private static void Note(FunctionContext context, string text) =>
        context.InstanceServices.GetRequiredService<Journal>().Add(text);

    internal sealed class Outer : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            Note(context, "outer before");
            await next(context);
            Note(context, "outer after");
        }
    }

    internal sealed class PerInvocation : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    internal sealed class Noted(string text, Journal journal) : ContentResult
    {
        public override Task ExecuteResultAsync(ActionContext context)
        {
            journal.Add("result");
            Content = text;
            return base.ExecuteResultAsync(context);
        }
    }

    internal sealed class Functions(Journal journal)
    {
        [Function("Hello")]
        public IActionResult Hello([HttpTrigger("get", Route = "hello")] HttpRequest request)
        {
            journal.Add("function");
            return new Noted("hello", journal);
        }

        [Function("Other")]
        public static IActionResult Other([HttpTrigger("get", Route = "other")] HttpRequest request) => new OkResult();

        [Function("Scope")]
        public IActionResult Scope([HttpTrigger("get", Route = "scope")] HttpRequest request, FunctionContext context)
        {
            var service = context.InstanceServices.GetRequiredService<PerInvocation>();
            journal.Add(service);
            var same =
                context.Items["seen"] == service && request.HttpContext.RequestServices.GetService<PerInvocation>() == service;
            return new ContentResult { Content = same ? "same" : "different" };
        }
    }
}
