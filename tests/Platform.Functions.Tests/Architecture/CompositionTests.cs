using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Core.Primitives;

namespace Platform.Functions.Tests.Architecture;

public sealed class CompositionTests
{
    [Fact]
    public void Every_function_and_service_can_be_made_in_its_scope()
    {
        var services = PlatformApp.CreateBuilder(["--AzureWebJobsStorage=UseDevelopmentStorage=true"]).Services;
        foreach (var type in FunctionTypes())
        {
            services.AddTransient(type);
        }

        using var provider = services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.NotNull(provider);
    }

    [Fact]
    public void Function_classes_are_public_and_sealed_as_the_worker_needs_them() => Assert.All(FunctionTypes(), type =>
        Assert.True(type is { IsPublic: true } && (type.IsSealed || type.IsAbstract), $"{type.Name} must be public and sealed."));

    [Fact]
    public void What_the_runtime_carries_is_written_as_all_else_and_read_whatever_its_case()
    {
        var services = PlatformApp.CreateBuilder(["--AzureWebJobsStorage=UseDevelopmentStorage=true"]).Services;
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<JsonSerializerOptions>>().Value;
        var sample = new { Day = DayOfWeek.Monday, Nothing = (string?)null, Text = "ä<'", Count = 7 };

        Assert.Equal(PlatformJson.Serialize(sample), JsonSerializer.Serialize(sample, options));
        // The Functions host writes what it tells about a timer with capitals.
        Assert.True(JsonSerializer.Deserialize<TimerInfo>("""{"IsPastDue":true}""", options)!.IsPastDue);
    }

    private static IEnumerable<Type> FunctionTypes() => typeof(PlatformApp).Assembly.GetTypes()
        .Where(type => type.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>() is not null));
}
