using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Local.Forge.Http;

/// <summary>The primary limit as headers; it is counted and shown, and never refuses (faults do).</summary>
internal sealed class RateWindow(TimeProvider time)
{
    public const int Limit = 1_000_000;
    private readonly Lock _gate = new();
    private DateTimeOffset _reset;
    private int _used;

    public void Stamp(IHeaderDictionary headers, bool counts)
    {
        var (used, reset) = Count(counts ? 1 : 0);
        headers["X-RateLimit-Limit"] = Number(Limit);
        headers["X-RateLimit-Remaining"] = Number(Limit - used);
        headers["X-RateLimit-Used"] = Number(used);
        headers["X-RateLimit-Reset"] = Number(reset);
        headers["X-RateLimit-Resource"] = "core";
    }

    public JsonObject Overview()
    {
        JsonObject Shape()
        {
            var (used, reset) = Count(0);
            return new()
            {
                ["limit"] = Limit,
                ["remaining"] = Limit - used,
                ["reset"] = reset,
                ["used"] = used,
            };
        }

        return new()
        {
            ["resources"] = new JsonObject { ["core"] = Shape(), ["search"] = Shape() },
            ["rate"] = Shape(),
        };
    }

    private (int Used, long Reset) Count(int more)
    {
        lock (_gate)
        {
            if (time.GetUtcNow() >= _reset)
            {
                (_used, _reset) = (0, time.GetUtcNow().AddHours(1));
            }

            _used = Math.Min(Limit, _used + more);
            return (_used, _reset.ToUnixTimeSeconds());
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
