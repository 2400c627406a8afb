using System.Reflection;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage;
using Platform.Adapters.Storage.Health;
using Platform.Functions.Hosting;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Infra;

/// <summary>What infra/ makes and grants is what the code uses. A difference is mended in infra/resources.json.</summary>
public sealed partial class ResourcesTests
{
    private static readonly InfraResources Infra = InfraResources.Read();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Queues_are_those_of_the_triggers_with_their_poison_queues_and_the_probes()
    {
        var used = AppFunctions.Queues.SelectMany(queue => new[] { queue, AppFunctions.PoisonOf(queue) })
            .Append(HealthStorage.Queue);

        Assert.Equal(used.Order(StringComparer.Ordinal), Infra.Queues);
    }

    [Fact]
    public async Task Tables_and_containers_are_those_that_the_services_ask_for()
    {
        var recorded = new RecordingClients();
        IServiceCollection? composed = null;
        await using var host = await PlatformHost.StartAsync(compose: services =>
        {
            recorded.AddTo(services);
            composed = services;
        });

        foreach (var type in composed!.Select(service => service.ServiceType).Where(IsOurs).Distinct())
        {
            Assert.NotEmpty(host.Services.GetServices(type));
        }

        (await host.Client.GetAsync("health/details", Cancel)).EnsureSuccessStatusCode();
        Assert.Equal(Infra.Tables, recorded.Tables);
        Assert.Equal(Infra.Containers, recorded.Containers);
        Assert.Empty(recorded.Queues.Except(Infra.Queues));
    }

    [Fact]
    public void Functions_that_take_poison_are_the_ones_that_the_alert_names() => Assert.Equal(
        from method in typeof(PlatformApp).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null && method.GetParameters().Any(
            parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>()?.QueueName.EndsWith("-poison") == true)
        orderby function.Name
        select function.Name,
        Infra.PoisonFunctions);

    [Fact]
    public void A_setting_goes_to_Azure_as_it_is_or_is_listed_once_as_local_derived_or_secret()
    {
        string[] listed = [.. Infra.LocalOnlySettings, .. Infra.DerivedSettings, .. Infra.SecretSettings.Keys];

        Assert.Equal(listed.Distinct(), listed);
        Assert.Empty(listed.Except(PlatformHostSettings.Sample.Keys));
    }

    [Fact]
    public void No_setting_that_holds_a_secret_is_sent_as_plain_text() => Assert.Empty(
        PlatformHostSettings.Sample.Keys.Where(name => Secretive().IsMatch(name))
            .Except(Infra.SecretSettings.Keys).Except(Infra.LocalOnlySettings).Except(Infra.DerivedSettings));

    [Fact]
    public void Secrets_have_names_that_a_vault_takes_and_each_its_own()
    {
        Assert.All(Infra.SecretSettings.Values, name => Assert.Matches("^[a-z][a-z0-9-]{0,126}$", name));
        Assert.Equal(Infra.SecretSettings.Count, Infra.SecretSettings.Values.Distinct().Count());
    }

    [Fact]
    public async Task The_app_takes_its_plain_settings_from_the_sample() =>
        Assert.Contains("../../local.settings.sample.json", (await BicepFile.AllAsync())["modules/app.bicep"].Loads);

    [Fact]
    public async Task The_storage_settings_that_Azure_gets_are_those_that_the_app_reads()
    {
        var app = await File.ReadAllTextAsync(Path.Combine(BicepFile.Root, "modules/app.bicep"), Cancel);
        var names = StorageSetting().Matches(app).Select(match => match.Groups["part"].Value).ToList();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            names.Select(name => KeyValuePair.Create($"AzureWebJobsStorage:{name}", (string?)"x"))).Build();

        Assert.Equal(["accountName", "clientId", "credential"], names.Order());
        Assert.True(new StorageAddress(settings).IsConfigured);
        Assert.Equal("https://x.queue.core.windows.net/", new StorageAddress(settings).Endpoint("queue").AbsoluteUri);
    }

    [Fact]
    public void Roles_are_one_for_each_service_that_is_used_and_no_more()
    {
        var services = PlatformApp.CreateBuilder([]).Services.Select(service => service.ServiceType).ToHashSet();
        var needed = new (string Role, bool Used)[]
        {
            ("blobs", services.Contains(typeof(BlobServiceClient))),
            ("queues", services.Contains(typeof(QueueServiceClient))),
            ("tables", services.Contains(typeof(TableServiceClient))),
            ("secrets", Infra.SecretSettings.Count > 0),
            ("keys", Infra.DerivedSettings.Contains("TaskSecretsKeyUrl")),
            ("telemetry", true),
            ("orchestrations", true),
        };

        Assert.Equal(needed.Where(role => role.Used).Select(role => role.Role).Order(), Infra.Roles.Keys.Order());
    }

    [Fact]
    public async Task Every_role_is_granted_and_nothing_else()
    {
        var files = await BicepFile.AllAsync();
        var granted = files["modules/access.bicep"].Members.Concat(files["modules/scheduler.bicep"].Members)
            .Select(member => RoleOf().Match(member)).Where(match => match.Success)
            .Select(match => match.Groups["role"].Value).Distinct();
        var assignments = files.SelectMany(file => file.Value.Resources, (file, resource) => (file.Key, resource.Type))
            .Where(pair => pair.Type.StartsWith("Microsoft.Authorization/", StringComparison.Ordinal))
            .Select(pair => pair.Key).Distinct();

        Assert.Equal(Infra.Roles.Keys.Order(), granted.Order());
        Assert.Equal(["modules/access.bicep", "modules/scheduler.bicep"], assignments.Order());
    }

    [Fact]
    public void The_sentences_of_the_probes_name_the_roles_that_are_granted()
    {
        var refused = new RequestFailedException(403, "no", "AuthorizationPermissionMismatch", null);

        Assert.Contains(Infra.Roles["tables"].Name, TableProbe.Explain(refused).Fix);
        Assert.Contains(Infra.Roles["queues"].Name, QueueProbe.Explain(refused).Fix);
        Assert.Contains(Infra.Roles["blobs"].Name, BlobProbe.Explain(refused).Fix);
    }

    private static bool IsOurs(Type type) =>
        !type.IsGenericType
        && type.Assembly.GetName().Name is "Platform.Core" or "Platform.Adapters" or "Platform.Functions";

    [GeneratedRegex("(?:Token|Secrets?|Password|PrivateKey|ConnectionString|WebhookUrl)$")]
    private static partial Regex Secretive();

    [GeneratedRegex("AzureWebJobsStorage__(?<part>[A-Za-z]+)")]
    private static partial Regex StorageSetting();

    [GeneratedRegex(@"(?:^|\.)roles\.(?<role>\w+)")]
    private static partial Regex RoleOf();
}
