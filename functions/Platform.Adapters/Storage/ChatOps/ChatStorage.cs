using Microsoft.Extensions.DependencyInjection;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.People;
using Platform.Core.ChatOps.Posts;

namespace Platform.Adapters.Storage.ChatOps;

public static class ChatStorage
{
    internal const string IdentitiesTable = "chatidentities";
    internal const string PostsTable = "chatposts";
    internal const string RepeatsTable = "chatrepeats";
    internal const string PaceTable = "chatpace";

    public static IServiceCollection AddChatStorage(this IServiceCollection services) => services
        .AddSingleton<IChatIdentities, TableChatIdentities>()
        .AddSingleton<IChatRepeats, TableChatRepeats>()
        .AddSingleton<IPostLog, TablePostLog>();
}
