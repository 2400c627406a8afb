using System.Text.Json.Nodes;
using System.Xml.Linq;
using Platform.Adapters.Yaml;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Infra;

/// <summary>What is published fits what is made for it.</summary>
public sealed class DeploymentTests
{
    private static readonly string App = Path.Combine(RepositoryRoot.Path, "functions/Platform.Functions");

    [Fact]
    public void The_two_host_files_differ_in_the_durable_backend_only()
    {
        var (storage, scheduler) = (HostFile("host.json"), HostFile("host.scheduler.json"));
        var provider = (JsonObject)scheduler["extensions"]!["durableTask"]!["storageProvider"]!;
        scheduler["extensions"]!["durableTask"]!.AsObject().Remove("storageProvider");
        storage["extensions"]!["durableTask"]!.AsObject().Remove("storageProvider");

        Assert.True(JsonNode.DeepEquals(storage, scheduler));
        Assert.Equal("azureManaged", (string)provider["type"]!);
        Assert.Contains((string)provider["connectionStringName"]!, Text("infra/modules/app.bicep"));
    }

    [Fact]
    public void The_scheduler_has_the_hub_that_the_host_file_names() => Assert.Equal(
        InfraResources.Read().TaskHub, (string)HostFile("host.scheduler.json")["extensions"]!["durableTask"]!["hubName"]!);

    [Fact]
    public void One_word_chooses_the_backend_for_the_package_and_for_what_is_made()
    {
        var project = Text("functions/Platform.Functions/Platform.Functions.csproj");
        Assert.Contains("'$(DURABLE_BACKEND)' == 'DurableTaskScheduler'", project);
        Assert.Contains("\"${DURABLE_BACKEND=AzureStorage}\"", Text("infra/main.parameters.json"));
        Assert.Contains("@allowed(['AzureStorage', 'DurableTaskScheduler'])", Text("infra/main.bicep"));
    }

    [Fact]
    public void Whatever_tool_publishes_it_publishes_for_Azure() => Assert.Contains(
        "Condition=\"'$(FunctionsRuntime)' == '' and '$(_IsPublishing)' == 'true'\">Azure<", Text("Directory.Build.props"));

    [Fact]
    public void What_is_published_for_Azure_is_compiled_ahead_for_where_it_runs()
    {
        var groups = XElement.Parse(Text("functions/Platform.Functions/Platform.Functions.csproj")).Elements("PropertyGroup");
        var ahead = groups.Single(group => group.Element("PublishReadyToRun")?.Value == "true");

        Assert.Equal(
            "'$(FunctionsRuntime)' == 'Azure' and '$(_IsPublishing)' == 'true'", ahead.Attribute("Condition")!.Value);
        Assert.Equal(("linux-x64", "false"), (ahead.Element("RuntimeIdentifier")!.Value, ahead.Element("SelfContained")!.Value));
        Assert.Contains("kind: 'functionapp,linux'", Text("infra/modules/app.bicep"));
    }

    [Fact]
    public void The_service_that_is_deployed_is_the_app_that_is_tagged_for_it()
    {
        var azd = new YamlDocumentReader().Read("azure.yaml", Text("azure.yaml")).Single().Value!.Root!;
        var (name, service) = azd["services"]!.AsObject().Single();

        Assert.Equal(("function", "dotnet"), ((string)service!["host"]!, (string)service["language"]!));
        Assert.True(File.Exists(Path.Combine(RepositoryRoot.Path, (string)service["project"]!, "Platform.Functions.csproj")));
        Assert.Contains($"'azd-service-name': '{name}'", Text("infra/modules/app.bicep"));
        Assert.True(File.Exists(Path.Combine(
            RepositoryRoot.Path, (string)azd["infra"]!["path"]!, $"{(string)azd["infra"]!["module"]!}.bicep")));
    }

    private static JsonNode HostFile(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(App, name)))!;

    private static string Text(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, path));
}
