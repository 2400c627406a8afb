using Microsoft.Extensions.Hosting;
using Platform.Functions;
#if LOCAL
using Platform.Functions.Cli;

if (CommandLine.Handles(args))
{
    return await CommandLine.RunAsync(args);
}

#endif
PlatformApp.CreateBuilder(args).Build().Run();
return 0;
