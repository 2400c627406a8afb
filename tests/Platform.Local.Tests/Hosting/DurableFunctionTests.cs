using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Platform.Local.Tests.Hosting;

public sealed class DurableFunctionTests
{
    [Fact]
    public async Task A_client_from_an_http_function_starts_an_orchestration_whose_activities_fan_out()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));

        var output = JsonNode.Parse(await host.GetAsync("api/run?name=Ada"))!;

        Assert.Equal(["Ada:0", "Ada:1", "Ada:2"], output["parts"]!.AsArray().Select(part => part!.GetValue<string>()));
    }

    [Fact]
    public async Task An_activity_knows_the_instance_that_called_it_and_has_its_own_context()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));
        var client = host.Services.GetRequiredService<DurableTaskClient>();

        var id = await client.ScheduleNewOrchestrationInstanceAsync("Order", "Ada", TestContext.Current.CancellationToken);
        await client.WaitForInstanceCompletionAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal([$"Part in {id}", $"Part in {id}", $"Part in {id}"], host.Journal.Of<string>());
    }

    [Fact]
    public async Task Orchestrators_and_activities_run_inside_the_middleware()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions), builder => builder.UseMiddleware(NoteAsync));
        var client = host.Services.GetRequiredService<DurableTaskClient>();

        var id = await client.ScheduleNewOrchestrationInstanceAsync("Order", "Ada", TestContext.Current.CancellationToken);
        var ended = await client.WaitForInstanceCompletionAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Contains("orchestrationTrigger", host.Journal.Of<string>());
        Assert.Equal(3, host.Journal.Of<string>().Count(trigger => trigger == "activityTrigger"));
    }

    [Fact]
    public async Task A_failing_activity_fails_the_orchestration_with_its_type_and_message()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions));
        var client = host.Services.GetRequiredService<DurableTaskClient>();

        var id = await client.ScheduleNewOrchestrationInstanceAsync("Order", "fail", TestContext.Current.CancellationToken);
        var ended =
            await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("no such part", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestration_goes_on_in_the_next_host_on_the_same_storage()
    {
        var first = await FunctionHost.StartAsync(typeof(Functions));
        var client = first.Services.GetRequiredService<DurableTaskClient>();
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Waiting", TestContext.Current.CancellationToken);
        await client.WaitForInstanceStartAsync(id, TestContext.Current.CancellationToken);
        await first.DisposeAsync();

        await using var second = await FunctionHost.StartAsync(typeof(Functions), storage: first.Storage);
        client = second.Services.GetRequiredService<DurableTaskClient>();
        await client.RaiseEventAsync(id, "go", "on", TestContext.Current.CancellationToken);
        var ended =
            await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);

        Assert.Equal("on", ended.ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false, """{"Parts":["Ada:0","Ada:1","Ada:2"]}""")]
    [InlineData(true, """{"parts":["Ada:0","Ada:1","Ada:2"]}""")]
    public async Task An_orchestration_is_kept_in_the_JSON_of_the_apps_options(bool camelCase, string expected)
    {
        await using var host = await FunctionHost.StartAsync(typeof(Functions), builder =>
            builder.Services.Configure<JsonSerializerOptions>(options =>
                options.PropertyNamingPolicy = camelCase ? JsonNamingPolicy.CamelCase : null));
        var client = host.Services.GetRequiredService<DurableTaskClient>();

        var id = await client.ScheduleNewOrchestrationInstanceAsync("Order", "Ada", TestContext.Current.CancellationToken);
        var ended =
            await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);

        Assert.Equal(expected, ended.SerializedOutput);
        Assert.Equal(3, ended.ReadOutputAs<Order>()!.Parts.Length);
    }

    private static async Task NoteAsync(FunctionContext context, Func<Task> next)
    {
        var trigger = context.FunctionDefinition.InputBindings.Values.First().Type;
        context.InstanceServices.GetRequiredService<Journal>().Add(trigger);
        await next();
    }

    internal sealed record Part(string Name, int Number);

    internal sealed record Order(string[] Parts);

    internal sealed class Functions(Journal journal)
    {
        [Function("Run")]
        public static async Task<IActionResult> RunAsync(
            [HttpTrigger("get", Route = "run")] HttpRequest request,
            string name,
            [DurableClient] DurableTaskClient client,
            CancellationToken cancellationToken)
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync("Order", name, cancellationToken);
            var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
            return new OkObjectResult(ended.ReadOutputAs<Order>());
        }

        [Function("Order")]
        public static async Task<Order> OrderAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var name = context.GetInput<string>()!;
            var parts = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(number => context.CallActivityAsync<string>("Part", new Part(name, number))));
            return new Order(parts);
        }

        [Function("Part")]
        public string MakePart([ActivityTrigger] Part part, string instanceId, FunctionContext context)
        {
            journal.Add($"{context.FunctionDefinition.Name} in {instanceId}");
            return part.Name == "fail" ? throw new ArgumentException("no such part") : $"{part.Name}:{part.Number}";
        }

        [Function("Waiting")]
        public static Task<string> WaitAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<string>("go");
    }
}
