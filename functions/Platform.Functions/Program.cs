using Microsoft.Extensions.Hosting;
using Platform.Functions;

PlatformApp.CreateBuilder(args).Build().Run();
