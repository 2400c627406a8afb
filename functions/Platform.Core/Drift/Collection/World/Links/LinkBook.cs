using System.Globalization;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Collection;

/// <summary>
/// Keeps what was found out about addresses: sixteen documents of 150 bytes an address, so that 10,000 are 100 KiB each, read
/// once a sweep and written when something in them was asked.
/// </summary>
public sealed class LinkBook(IDocuments<LinkNotes> notes) : IWorldSource
{
    private const int Shares = 16;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    public async Task BringAsync(WorldDraft draft, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(cancellationToken);
        if (known.Count == 0)
        {
            return;
        }

        var links = new Dictionary<string, LinkState>(StringComparer.Ordinal);
        foreach (var (url, note) in known)
        {
            if (note.State() is { } state)
            {
                links[url] = state;
            }
        }

        draft.Links = links;
        draft.Parts[FactNames.Links] = new("http", known.Values.Max(note => note.AskedAt), Lifetime);
    }

    public async Task<Dictionary<string, LinkNote>> ReadAsync(CancellationToken cancellationToken) =>
        (await notes.ListAsync(cancellationToken)).SelectMany(share => share.Links)
            .ToDictionary(link => link.Key, link => link.Value, StringComparer.Ordinal);

    /// <summary>Takes down what is new, and forgets what stands nowhere any more.</summary>
    public async Task WriteAsync(
        IReadOnlySet<string> wanted, IReadOnlyDictionary<string, LinkNote> asked, CancellationToken cancellationToken)
    {
        var byShare = asked.ToLookup(link => ShareOf(link.Key));
        foreach (var share in byShare)
        {
            await notes.ChangeAsync(
                share.Key,
                known =>
                {
                    var links = new SortedDictionary<string, LinkNote>(StringComparer.Ordinal);
                    foreach (var (url, note) in (known?.Links ?? new Dictionary<string, LinkNote>()).Concat(share))
                    {
                        // Another attempt of the same sweep may have been later.
                        if (wanted.Contains(url) && (!links.TryGetValue(url, out var other) || other.AskedAt < note.AskedAt))
                        {
                            links[url] = note;
                        }
                    }

                    return new(links);
                },
                cancellationToken);
        }
    }

    private static string ShareOf(string url) => string.Create(
        CultureInfo.InvariantCulture, $"{Convert.ToInt32(ContentHash.Of(url)[..2], 16) % Shares:00}");
}
