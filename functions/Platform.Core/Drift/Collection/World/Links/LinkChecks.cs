using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Platform.Core.Drift.Rules;
using Platform.Core.Drift.Rules.Links;
using Platform.Core.Scaffolding.Actions.Http;

namespace Platform.Core.Drift.Collection;

/// <param name="Most">Addresses of one sweep; the longest unasked come first.</param>
/// <param name="Hosts">At a time; of one host, one address after the other.</param>
/// <param name="Patience">With one address.</param>
/// <param name="Time">For all of a sweep.</param>
public sealed record LinkLimits(int Most, int Hosts, TimeSpan Patience, TimeSpan Time)
{
    public static LinkLimits Usual { get; } = new(500, 8, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(3));
}

/// <summary>
/// Asks the addresses that stand in the catalog, each once a day at most and only on hosts that may be asked, whether they are
/// there. What is not reached within the limits is asked by the next sweep.
/// </summary>
public sealed partial class LinkChecks(
    IOutsideHttp http, LinkBook book, LinkLimits limits, TimeProvider clock, ILogger<LinkChecks> logger)
{
    private const int Largest = 256 * 1024;

    /// <returns>Whether something is known now that was not before.</returns>
    public async Task<bool> CheckAsync(IEnumerable<EntityFacts> entities, CancellationToken cancellationToken)
    {
        var wanted = entities.SelectMany(entity => entity.Links.Concat(AnnotationDead.AddressesOf(entity)))
            .ToHashSet(StringComparer.Ordinal);
        var known = await book.ReadAsync(cancellationToken);
        var now = clock.GetUtcNow();
        List<string> due =
        [
            .. wanted.Where(url => !known.TryGetValue(url, out var note) || now - note.AskedAt >= LinkNote.Day)
                .OrderBy(url => known.GetValueOrDefault(url)?.AskedAt).ThenBy(url => url, StringComparer.Ordinal),
        ];
        if (due.Count == 0)
        {
            return false;
        }

        var asked = new ConcurrentDictionary<string, LinkNote>(StringComparer.Ordinal);
        var byHost = new Dictionary<string, List<Uri>>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in due)
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var url)
                || http.WhyRefused(OutsideAudience.Link, "HEAD", url) is not null)
            {
                asked[text] = new(now, null, null, IsAsked: false);
            }
            else if (byHost.Values.Sum(urls => urls.Count) < limits.Most)
            {
                byHost.TryAdd(url.Authority, []);
                byHost[url.Authority].Add(url);
            }
        }

        // Nobody has said which hosts may be asked: nothing is known of links then, and nothing noted.
        if (byHost.Count == 0 && known.Count == 0)
        {
            return false;
        }

        await AskAllAsync(byHost.Values, known, asked, cancellationToken);
        await book.WriteAsync(wanted, asked, cancellationToken);
        Log.Asked(logger, asked.Count, due.Count);
        return asked.Any(link => link.Value.State() != known.GetValueOrDefault(link.Key)?.State());
    }

    private async Task AskAllAsync(
        IEnumerable<List<Uri>> hosts, Dictionary<string, LinkNote> known, ConcurrentDictionary<string, LinkNote> asked,
        CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limits.Time);
        try
        {
            await Parallel.ForEachAsync(
                hosts, new ParallelOptions { MaxDegreeOfParallelism = limits.Hosts, CancellationToken = limited.Token },
                async (urls, token) =>
                {
                    foreach (var url in urls)
                    {
                        if (await AskAsync(url, known.GetValueOrDefault(url.OriginalString), token) is { } note)
                        {
                            asked[url.OriginalString] = note;
                        }
                    }
                });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is up; what was asked counts.
        }
    }

    /// <returns>Null when nothing can be said: it is asked again.</returns>
    private async Task<LinkNote?> AskAsync(Uri url, LinkNote? known, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("HEAD", url, cancellationToken);
        // Some can't answer a question about a page that they have.
        if (answer is OutsideAnswer.Answered { Status: 400 or 404 or 405 or >= 500 })
        {
            answer = await SendAsync("GET", url, cancellationToken);
        }

        var before = known ?? new(default, null, null);
        return answer switch
        {
            OutsideAnswer.Answered { Status: 429 } => null,
            OutsideAnswer.Answered answered => before.Next(clock.GetUtcNow(), answered.Status),
            // It leads to where nobody may look, or to more than anybody reads: it is there.
            OutsideAnswer.Refused => new(clock.GetUtcNow(), null, null, IsAsked: false),
            _ => before.Next(clock.GetUtcNow(), null),
        };
    }

    private Task<OutsideAnswer> SendAsync(string method, Uri url, CancellationToken cancellationToken) => http.SendAsync(
        new(OutsideAudience.Link, method, url, [], null, limits.Patience, Largest), cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Asked {Asked} of {Due} addresses of the catalog.")]
        public static partial void Asked(ILogger logger, int asked, int due);
    }
}
