using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Platform.Core.Health;

namespace Platform.Functions.Health;

internal static class ProbeRegistration
{
    /// <param name="services">Where it is added.</param>
    /// <param name="name">What the finding is listed under; scripts compare with it.</param>
    /// <param name="tags">See <see cref="ProbeTags"/>.</param>
    public static IServiceCollection AddProbe<T>(this IServiceCollection services, string name, params string[] tags)
        where T : IProbe => services.AddProbe<T>(name, tags, []);

    /// <summary>The same, with arguments for the probe's constructor that no container knows.</summary>
    public static IServiceCollection AddProbe<T>(
        this IServiceCollection services, string name, string[] tags, object[] arguments)
        where T : IProbe
    {
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            name,
            provider => ActivatorUtilities.CreateInstance<BoundedProbe<T>>(provider, (object)arguments),
            failureStatus: null,
            tags));
        return services;
    }
}

internal static class ProbeTags
{
    /// <summary>Without it nothing works: the app is down.</summary>
    public const string Vital = "vital";

    /// <summary>Without it something does not work; the rest goes on.</summary>
    public const string Serving = "serving";

    /// <summary>Only a running host can look.</summary>
    public const string Host = "host";

    /// <summary>Only looked at on the machine itself, before the app runs.</summary>
    public const string Machine = "machine";
}
