namespace Platform.Functions.ChatOps;

/// <summary>Names that outlive a deployment.</summary>
public static class ChatNames
{
    public const string SlackCommands = "ChatSlackCommands";
    public const string Commands = "ChatCommands";
    public const string CommandsPoison = "ChatCommandsPoison";
    public const string Posts = "ChatPosts";
    public const string PostsPoison = "ChatPostsPoison";
    public const string FollowUps = "ChatFollowUps";
    public const string FollowUpsPoison = "ChatFollowUpsPoison";
}
