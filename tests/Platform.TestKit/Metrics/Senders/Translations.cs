using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Replay;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Senders;
using Platform.Core.Primitives;

namespace Platform.TestKit.Metrics.Senders;

/// <summary>Translates payloads and reads what comes of it as the platform reads it.</summary>
public static class Translations
{
    public static async Task<Translation> OfAsync(
        this IDeliveryTranslator translator, JsonObject payload, params (string Name, string Value)[] hints) =>
        await translator.TranslateAsync(
            new(translator.Sender, Guid.NewGuid().ToString(), string.Empty, (JsonObject)payload.DeepClone(),
                DateTimeOffset.UnixEpoch.AddYears(60), hints.ToDictionary(hint => hint.Name, hint => hint.Value)),
            CancellationToken.None);

    /// <summary>The events of a delivery that tells some; each is one that the platform understands.</summary>
    public static async Task<IReadOnlyList<DeliveryEvent>> ToldAsync(
        this IDeliveryTranslator translator, JsonObject payload, params (string Name, string Value)[] hints) =>
        Read(await translator.OfAsync(payload, hints));

    public static IReadOnlyList<DeliveryEvent> Read(Translation translation) => translation is Translation.Told told
        ? [.. told.Events.Select(message =>
        {
            var read = DeliveryEvents.Parse(Encoding.UTF8.GetBytes(message.ToJsonString(PlatformJson.Options)));
            return read.IsOk ? read.Value : throw new InvalidOperationException(string.Join('\n', read.Problems));
        })]
        : throw new InvalidOperationException($"The delivery tells nothing: {translation}.");

    /// <summary>The report over events in any order; an id that stood for two of them fails.</summary>
    public static DeliveryReport ReportOf(IEnumerable<DeliveryEvent> events, DoraOptions? options = null)
    {
        var run = new ReplayRun(options ?? DoraOptions.Default);
        foreach (var (line, told) in events.Index())
        {
            run.Add(new(line + 1, told), "events");
        }

        return run.Problems.Count == 0
            ? run.Report() : throw new InvalidOperationException(string.Join('\n', run.Problems));
    }
}
