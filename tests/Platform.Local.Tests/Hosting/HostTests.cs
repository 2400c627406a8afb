using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Local.Runtime.Hosting;

namespace Platform.Local.Tests.Hosting;

public sealed class HostTests
{
    [Fact]
    public async Task The_ready_file_names_the_address_and_the_process_once_the_host_listens()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "ready.json");
        await using var host = await FunctionHost.StartAsync(typeof(Nothing), settings: $"--LocalReadyFile={file}");

        var ready = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;

        Assert.Equal(host.Services.GetRequiredService<LocalHostAddress>().Value.AbsoluteUri, ready["url"]!.GetValue<string>());
        Assert.Equal(Environment.ProcessId, ready["pid"]!.GetValue<int>());
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task The_host_listens_on_the_loopback_address_only()
    {
        await using var host = await FunctionHost.StartAsync(typeof(Nothing));

        Assert.Equal("127.0.0.1", host.Client.BaseAddress!.Host);
    }

    internal sealed class Nothing;
}
