using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Composes a function app: services, settings, middleware.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly FunctionAppComposition _composition;

    internal FunctionsApplicationBuilder(string[] args, Func<Type[]> functionTypes) =>
        _composition = new FunctionAppComposition(args, functionTypes);

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)Web).Properties;

    public ConfigurationManager Configuration => Web.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public IHostEnvironment Environment => Web.Environment;

    public ILoggingBuilder Logging => Web.Logging;

    public IMetricsBuilder Metrics => Web.Metrics;

    public IServiceCollection Services => Web.Services;

    private WebApplicationBuilder Web => _composition.Web;

    public IHost Build() => _composition.Build();

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)Web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _composition.Use(middleware);
        return this;
    }

    internal void EnableHttp() => _composition.EnableHttp();
}
