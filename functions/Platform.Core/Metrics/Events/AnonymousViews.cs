using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Events;

/// <summary>
/// Takes out of views of the documentation all that could tell who it was, before anything is written: the sender's own text
/// gives way to one that says page, component, team, system and the hour.
/// </summary>
public static class AnonymousViews
{
    private static readonly char[] Details = ['?', '#'];

    /// <returns>Other events unchanged; the same view for the same event, so a repeated one is known again.</returns>
    public static HeardEvent Without(HeardEvent heard)
    {
        if (heard.Told.Notice is not DocumentationNotice notice)
        {
            return heard;
        }

        var told = heard.Told;
        var page = Plain(notice.Page);
        var seen = told with
        {
            Source = Plain(told.Source),
            Id = ContentHash.Of($"{told.Source.Length}:{told.Source}{told.Id}")[..32],
            At = new(told.At.Ticks - (told.At.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero),
            ReceivedAt = null,
            SubjectId = page,
            Notice = notice with { Page = page },
        };
        var text = Write(seen, (DocumentationNotice)seen.Notice).ToJsonString(PlatformJson.Options);
        return new(seen, Encoding.UTF8.GetBytes(text));
    }

    private static JsonObject Write(DeliveryEvent told, DocumentationNotice notice) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = told.Id,
        ["source"] = told.Source,
        ["type"] = told.Type,
        ["data"] = new JsonObject
        {
            ["context"] = new JsonObject { ["timestamp"] = $"{told.At:yyyy-MM-ddTHH:mm:ssZ}" },
            ["subject"] = new JsonObject { ["id"] = notice.Page, ["content"] = new JsonObject() },
            ["customData"] = new JsonObject
            {
                ["component"] = notice.Component?.Canonical,
                ["team"] = notice.Team,
                ["system"] = notice.System,
            },
        },
    };

    // What follows may name a visitor or a session; so may what stands before the host.
    private static string Plain(string address)
    {
        var end = address.IndexOfAny(Details);
        var plain = end < 0 ? address : address[..end];
        var host = plain.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var path = plain.IndexOf('/', host);
        var user = plain.LastIndexOf('@', path < 0 ? plain.Length - 1 : path, (path < 0 ? plain.Length : path + 1) - host);
        var clean = host > 0 && user >= host ? plain[..host] + plain[(user + 1)..] : plain;
        return clean.Length == 0 ? "/" : clean;
    }
}
