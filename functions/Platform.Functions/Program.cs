using Microsoft.Extensions.Hosting;
using Platform.Functions;
#if LOCAL
using Platform.Functions.Cli;

if (CommandLine.Handles(args))
{
    return await CommandLine.RunAsync(args);
}

PlatformApp.CreateBuilder(args).Build().Run();
#else
using Platform.Functions.Observability.ApplicationInsights;

PlatformApp.CreateBuilder(args).AddApplicationInsights().Build().Run();
#endif
return 0;
