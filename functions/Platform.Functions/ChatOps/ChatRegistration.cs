using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Storage.ChatOps;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.FollowUps;
using Platform.Core.ChatOps.Messages;
using Platform.Core.ChatOps.People;
using Platform.Core.ChatOps.Posts;

namespace Platform.Functions.ChatOps;

internal static class ChatRegistration
{
    public static IServiceCollection AddChatOps(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChatOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ChatOptions>, ChatOptionsValidation>();
        return services
            .AddChatStorage()
            .AddSingleton<ICatalogListener, ChatIdentityListener>()
            .AddSingleton<ChatPeople>()
            .AddSingleton<ChatCallers>()
            .AddSingleton<ChatPosts>()
            .AddSingleton<PostDelivery>()
            .AddSingleton<TaskFollowUps>()
            .AddSingleton<INotifier, QueuedNotifier>()
            .AddSingleton<IChatVerb, NewVerb>()
            .AddSingleton<IChatVerb, StatusVerb>()
            .AddSingleton<IChatVerb, WhoVerb>()
            .AddSingleton<ChatVerbs>()
            .AddSingleton<SlackCommandHandler>()
            .AddSingleton<ChatCommandHandler>();
    }
}
