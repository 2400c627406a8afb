using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Platform.Local.Runtime.Hosting;

/// <summary>What <c>FunctionsApplicationBuilder</c> collects until the app is built.</summary>
internal sealed class FunctionAppComposition
{
    private readonly Func<Type[]> _functionTypes;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _built;

    public FunctionAppComposition(string[] args, Func<Type[]> functionTypes)
    {
        _functionTypes = functionTypes;
        Web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = AppSettings.EnvironmentName,
        });
        AppSettings.AddTo(Web.Configuration, args);
        Web.Logging.AddConfiguration(Web.Configuration.GetSection("Logging")).AddSimpleConsole();
    }

    public WebApplicationBuilder Web { get; }

    /// <summary>Whether the app asked for ASP.NET Core's HTTP model.</summary>
    public bool Http { get; private set; }

    public void Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        _middleware.Add(middleware);
    }

    public void EnableHttp() => Http = true;

    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        return Web.Build();
    }

    private void ThrowIfBuilt()
    {
        if (_built)
        {
            throw new InvalidOperationException("The application has already been built.");
        }
    }
}
