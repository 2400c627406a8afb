using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Platform.Local.Tests.Hosting;

namespace Platform.Local.Tests.Durable;

/// <summary>A function app with a few orchestrators, and a client of its management API.</summary>
public sealed class ManagementHost : IAsyncLifetime
{
    public const string Prefix = "/runtime/webhooks/durabletask";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("durabletask-");
    private FunctionHost _host = null!;

    public string KeyFile => Path.Combine(_directory.FullName, "durabletask.key");

    public string Key => File.ReadAllText(KeyFile);

    internal DurableTaskClient Durable => _host.Services.GetRequiredService<DurableTaskClient>();

    public async ValueTask InitializeAsync() => _host = await FunctionHost.StartAsync(
        typeof(Functions), null, null, $"--LocalDirectory={_directory.FullName}");

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PostAsync(string path, string? json = null) => SendAsync(HttpMethod.Post, path, json);

    public async Task<JsonNode> GetJsonAsync(string path) => await ReadAsync(await GetAsync(path));

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        }
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? json = null, string? key = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? Prefix + path : path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        request.Headers.Add("x-functions-key", key ?? Key);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpStatusCode> StatusWithoutKeyAsync(HttpMethod method, string path) =>
        await _host.StatusOfAsync(method, Prefix + path);

    public async Task<string> StartAsync(string name, string id, string? json = null)
    {
        using var response = await PostAsync($"/orchestrators/{name}/{id}", json);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return id;
    }

    public Task<OrchestrationMetadata> EndOfAsync(string id) => Durable
        .WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken)
        .WaitAsync(TimeSpan.FromMinutes(3));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    internal sealed class Functions
    {
        [Function("Echo")]
        public static async Task<string?> EchoAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus(new Dictionary<string, int> { ["step"] = 1 });
            return await context.CallActivityAsync<string>("Say", context.GetInput<string>());
        }

        [Function("Wait")]
        public static Task<string> WaitAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<string>("go");

        [Function("Fail")]
        public static Task<string> FailAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            throw new InvalidOperationException("no luck");

        [Function("Say")]
        public static string Say([ActivityTrigger] string text) => text;
    }
}
