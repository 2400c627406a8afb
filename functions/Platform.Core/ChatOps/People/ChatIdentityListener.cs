using Platform.Core.Catalog;
using Platform.Core.ChatOps.Commands;

namespace Platform.Core.ChatOps.People;

/// <summary>Notes which chat users the ingested users say they are.</summary>
public sealed class ChatIdentityListener(IChatIdentities identities) : ICatalogListener
{
    public Task OnIngestedAsync(CatalogIngestRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task OnWrittenAsync(IReadOnlyList<CatalogWriteResult> results, CancellationToken cancellationToken)
    {
        foreach (var entity in results.Where(result => result.IsInCatalog).Select(result => result.Write.Entity))
        {
            if (ChatAnnotations.SlackUserOf(entity) is { } user && ChatCommandMessage.ChatId().IsMatch(user))
            {
                await identities.AddAsync(ChatAnnotations.Slack, user, entity.Ref, cancellationToken);
            }
        }
    }
}
