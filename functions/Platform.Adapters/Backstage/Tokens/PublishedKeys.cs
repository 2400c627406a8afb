using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Platform.Core.Catalog.Placeholders;

namespace Platform.Adapters.Backstage.Tokens;

/// <param name="IsUnknown">The keys are known, and this is none of them. Otherwise nobody can tell for now.</param>
internal readonly record struct KeyLook(JsonWebKey? Key, bool IsUnknown);

/// <summary>
/// The keys that an address publishes. They are read again when they are <see cref="FreshFor"/> old, and when somebody comes with
/// a key that is not among them, but never more often than every <see cref="Pause"/>, whoever asks. While the address does not
/// answer, what was read counts for <see cref="UsableFor"/>: a key that was taken back is not accepted for longer.
/// </summary>
internal sealed partial class PublishedKeys(Uri url, IWebTexts web, TimeProvider clock, ILogger logger) : IDisposable
{
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan UsableFor = TimeSpan.FromHours(1);
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private const int LargestText = 256 * 1024;
    private const int MostKeys = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Read? _read;
    private DateTimeOffset _tried = DateTimeOffset.MinValue;

    public async ValueTask<KeyLook> FindAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (Look(id, now, FreshFor) is { Key: not null } fresh)
        {
            return fresh;
        }

        // Whoever has a key that still counts does not wait for the others' reading.
        var known = Look(id, now, UsableFor);
        if (!await _turn.WaitAsync(known.Key is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
        {
            return known;
        }

        try
        {
            if (Look(id, now, FreshFor).Key is null && clock.GetUtcNow() - _tried >= Pause)
            {
                await ReadAsync();
            }
        }
        finally
        {
            _turn.Release();
        }

        return Look(id, now, UsableFor);
    }

    public void Dispose() => _turn.Dispose();

    private KeyLook Look(string id, DateTimeOffset now, TimeSpan usableFor) =>
        _read is { } read && now - read.At < usableFor ? new(read.Keys.GetValueOrDefault(id), IsUnknown: true) : default;

    /// <summary>For all who wait, so nobody's going away ends it.</summary>
    private async Task ReadAsync()
    {
        _tried = clock.GetUtcNow();
        try
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            var text = await web.ReadAsync(url, knownTag: null, LargestText, patience.Token);
            if (text.IsOk)
            {
                _read = new(KeysOf(text.Value.Text), _tried);
                return;
            }

            Log.NotRead(logger, url.Host, text.Problems[0].Message);
        }
        catch (Exception failure) when (failure
            is HttpRequestException or OperationCanceledException or IOException or JsonException or ArgumentException)
        {
            Log.NotRead(logger, url.Host, failure.Message);
        }
    }

    /// <summary>Public keys for signatures only: a key that both sides have is no proof of who signed.</summary>
    private static FrozenDictionary<string, JsonWebKey> KeysOf(string text)
    {
        var all = JsonWebKeySet.Create(text).Keys;
        var keys = all
            .Where(key => key is { Kid.Length: > 0, Kty: "EC" or "RSA" } && key.Use is null or "" or "sig")
            .DistinctBy(key => key.Kid).ToList();
        return all.Count is > 0 and <= MostKeys
            ? keys.ToFrozenDictionary(key => key.Kid, StringComparer.Ordinal)
            : throw new ArgumentException($"A set of keys has 1 to {MostKeys}, and not {all.Count}.");
    }

    private sealed record Read(FrozenDictionary<string, JsonWebKey> Keys, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The keys at {Host} can't be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string host, string reason);
    }
}
