using Platform.Core.ChatOps.Posts;

namespace Platform.TestKit.ChatOps;

/// <summary>The log of posts in memory, with the rules of the real one.</summary>
public sealed class MemoryPostLog : IPostLog
{
    private readonly Dictionary<(string Conversation, string Name), PostRecord> _records = [];

    public Task<IReadOnlyList<PostRecord>> ListAsync(string conversation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PostRecord>>(
            [.. _records.Where(record => record.Key.Conversation == conversation).Select(record => record.Value)]);

    public Task<PostRecord> ClaimAsync(string conversation, PostRecord record, CancellationToken cancellationToken)
    {
        _records.TryAdd((conversation, record.Name), record);
        return Task.FromResult(_records[(conversation, record.Name)]);
    }

    public Task SettleAsync(string conversation, PostRecord record, CancellationToken cancellationToken)
    {
        _records[(conversation, record.Name)] = record;
        return Task.CompletedTask;
    }
}
