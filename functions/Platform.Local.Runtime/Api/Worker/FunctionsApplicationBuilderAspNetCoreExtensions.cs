namespace Microsoft.Azure.Functions.Worker.Builder;

public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Lets HTTP functions take ASP.NET Core's request and return its results; an app with HTTP functions must call it.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        builder.EnableHttp();
        return builder;
    }
}
