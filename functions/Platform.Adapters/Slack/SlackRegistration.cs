using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Core.Catalog.People;
using Platform.Core.ChatOps.Posts;

namespace Platform.Adapters.Slack;

public static class SlackRegistration
{
    /// <summary>Slack as the chat system; expects a <c>TableServiceClient</c> and a <c>TimeProvider</c>.</summary>
    public static IServiceCollection AddSlack(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SlackOptions>().Bind(configuration).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SlackOptions>, SlackOptionsValidator>());
        return services
            .AddSingleton<SlackReplyAddresses>()
            .AddSingleton<SlackCommandForm>()
            .AddSingleton<SlackHttp>()
            .AddSingleton<SlackPace>()
            .AddSingleton<IIdentityLinks>(provider => new SlackIdentityLinks(
                provider.GetRequiredService<IOptions<SlackOptions>>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IChatTransport, SlackTransport>();
    }
}
