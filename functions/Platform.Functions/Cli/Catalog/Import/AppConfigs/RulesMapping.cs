using System.Text.Json.Nodes;
using Platform.Core.Catalog.Locations;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Catalog.Import.AppConfigs;

/// <summary><c>catalog.rules</c> and the rules of single locations, as the setting <c>CatalogRules</c>.</summary>
internal sealed class RulesMapping(ConfigMapping mapping)
{
    private const string Setting = nameof(Functions.Catalog.CatalogOptions.CatalogRules);

    public void Map(JsonObject catalog)
    {
        var rules = new JsonArray();
        foreach (var rule in mapping.Objects(catalog, "rules"))
        {
            Add(rules, rule, rule["locations"] is null ? null : PlacesOf(rule));
        }

        foreach (var location in mapping.Objects(catalog, "locations"))
        {
            foreach (var rule in mapping.Objects(location, "rules"))
            {
                var target = ConfigMapping.Text(location["target"]);
                if (ConfigMapping.Text(location["type"]) == "url" && target is not null)
                {
                    Add(rules, rule, new JsonArray(Registered(target)));
                }
                else
                {
                    // A file on Backstage's machine is copied, and copying is an administrator's word for what is in it.
                    mapping.Say($"The rules of the location '{target}' are not needed: what it has is copied.");
                }
            }
        }

        if (rules.Count == 0)
        {
            return;
        }

        Leading(rules);
        var text = rules.ToJsonString(PlatformJson.Options);
        var judged = AllowRulesText.Parse(text);
        if (judged.IsOk)
        {
            mapping.Set(Setting, text);
        }
        else
        {
            var why = string.Join(' ', judged.Problems.Select(problem => problem.Message));
            mapping.Say($"catalog.rules is not taken over: {why}");
        }
    }

    private static void Add(JsonArray rules, JsonObject rule, JsonArray? locations)
    {
        if (rule["allow"] is not JsonArray { Count: > 0 } allow || locations is { Count: 0 })
        {
            return;
        }

        var one = new JsonObject { ["allow"] = allow.DeepClone() };
        if (locations is not null)
        {
            one["locations"] = locations;
        }

        rules.Add((JsonNode)one);
    }

    private JsonArray PlacesOf(JsonObject rule)
    {
        var places = new JsonArray();
        foreach (var place in mapping.Objects(rule, "locations"))
        {
            var (type, exact) = (ConfigMapping.Text(place["type"]), ConfigMapping.Text(place["exact"]));
            var pattern = ConfigMapping.Text(place["pattern"]);
            if (type is not (null or "url"))
            {
                mapping.Say($"A rule for locations of the type '{type}' is not taken over: the platform reads addresses only.");
            }
            else if ((exact ?? pattern) is not null)
            {
                var one = new JsonObject { ["type"] = LocationMatch.Url };
                one[exact is null ? "pattern" : "exact"] = exact ?? pattern;
                places.Add((JsonNode)one);
            }
            else
            {
                places.Add((JsonNode)new JsonObject { ["type"] = LocationMatch.Url });
            }
        }

        return places;
    }

    private static JsonObject Registered(string target) =>
        new() { ["type"] = LocationMatch.Registered, ["exact"] = target };

    /// <summary>Registered locations lead on by their own entities, which Backstage lets be without a rule of its own.</summary>
    private static void Leading(JsonArray rules) => rules.Add((JsonNode)new JsonObject
    {
        ["allow"] = new JsonArray("Location"),
        ["locations"] = new JsonArray(new JsonObject { ["type"] = LocationMatch.Registered }),
    });
}
