using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

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

    private static IEnumerable<Type> FunctionTypes() => typeof(PlatformApp).Assembly.GetTypes()
        .Where(type => type.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>() is not null));
}
