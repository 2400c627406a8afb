using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Faults;

/// <summary>Faults that are drawn by a seed: the n-th request of an organization meets the same one in every run.</summary>
/// <param name="Rate">Of requests, and of webhook deliveries, that meet a fault: 0 to 1.</param>
/// <param name="Faults">Drawn from with equal chances among those that can meet the request.</param>
/// <param name="Routes">The only routes that meet faults; empty for all. They don't concern webhooks.</param>
internal sealed record ChaosPlan(
    string Org, long Seed, double Rate, ImmutableArray<FaultRule> Faults, ImmutableArray<string> Routes)
{
    // Each of them passes when the call is repeated; a taken name doesn't.
    private static readonly FaultKind[] Passing = [.. Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.NameTaken)];

    /// <param name="body">
    /// <c>{org, seed, rate, faults?, routes?}</c>; a fault is a name, or an object as in <c>POST /_forge/faults</c>.
    /// </param>
    /// <exception cref="JsonException">Something is missing or has another form.</exception>
    public static ChaosPlan Parse(JsonObject body)
    {
        var asked = body.Deserialize<Asked>(JsonFile.Options)!;
        if (asked.Rate is < 0 or > 1 or double.NaN)
        {
            throw new JsonException("rate must be 0 to 1");
        }

        var faults =
            asked.Faults?.Select(fault => FaultOf(asked.Org, fault))
            ?? Passing.Select(kind => new FaultRule { Fault = kind, Org = asked.Org });
        return new(asked.Org, asked.Seed, asked.Rate, [.. faults], [.. asked.Routes ?? []]);
    }

    private static FaultRule FaultOf(string org, JsonNode? written)
    {
        var rule = written switch
        {
            JsonObject fields => (JsonObject)fields.DeepClone(),
            JsonValue name => new JsonObject { ["fault"] = name.DeepClone() },
            _ => throw new JsonException("a fault is a name or an object"),
        };
        rule["org"] = org;
        return rule.Deserialize<FaultRule>(JsonFile.Options)!;
    }

    private sealed record Asked
    {
        public required string Org { get; init; }

        public required long Seed { get; init; }

        public required double Rate { get; init; }

        public JsonNode?[]? Faults { get; init; }

        public string[]? Routes { get; init; }
    }
}
