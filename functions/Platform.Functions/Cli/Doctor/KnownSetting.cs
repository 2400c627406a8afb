using System.ComponentModel;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Platform.Functions.Cli.Doctor;

/// <summary>A setting that an options class of the app binds.</summary>
/// <param name="Default">What it is when nobody sets it, as text.</param>
internal sealed record KnownSetting(string Name, Type Type, string Default)
{
    /// <summary>Settings that the runtime on this machine reads, and no options class of ours.</summary>
    public static readonly IReadOnlyList<string> OfTheHost =
    [
        "AZURE_FUNCTIONS_ENVIRONMENT", "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "FUNCTIONS_WORKER_RUNTIME", "LocalDirectory",
        "LocalDrainTimeout", "LocalHttpPort", "LocalQueueLease", "LocalReadyFile",
    ];

    /// <summary>All of them, found as the container will make them.</summary>
    public static IReadOnlyList<KnownSetting> AllOf(IServiceCollection services) =>
    [
        .. services.Select(service => service.ServiceType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConfigureOptions<>))
            .Select(type => type.GetGenericArguments()[0])
            .Where(type => type.Assembly.GetName().Name!.StartsWith("Platform.", StringComparison.Ordinal))
            .Distinct()
            .SelectMany(Of)
            .OrderBy(setting => setting.Name, StringComparer.Ordinal),
    ];

    /// <summary>
    /// What is wrong with the text as such; null when it can be read. The value itself is not shown: it may be a secret.
    /// </summary>
    public string? Unreadable(IConfiguration configuration)
    {
        var text = configuration[Name];
        if (string.IsNullOrEmpty(text) || Type == typeof(string))
        {
            return null;
        }

        return TypeDescriptor.GetConverter(Type).IsValid(text) ? null : $"{Name} can't be read; expected {Form}.";
    }

    private string Form =>
        Type == typeof(bool) ? "true or false"
        : Type.IsEnum ? string.Join(", ", Enum.GetNames(Type))
        : Type == typeof(TimeSpan) ? "a time like 00:00:30"
        : $"a value like {Default}";

    private static IEnumerable<KnownSetting> Of(Type options)
    {
        var defaults = Activator.CreateInstance(options);
        return
            from property in options.GetProperties()
            where property.SetMethod is { IsPublic: true }
            select new KnownSetting(
                property.Name,
                Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
                Convert.ToString(property.GetValue(defaults), CultureInfo.InvariantCulture) ?? string.Empty);
    }
}
