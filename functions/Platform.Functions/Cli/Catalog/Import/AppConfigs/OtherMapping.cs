using System.Text.Json.Nodes;

namespace Platform.Functions.Cli.Catalog.Import.AppConfigs;

/// <summary>What else a configuration says that concerns the catalog.</summary>
internal sealed class OtherMapping(ConfigMapping mapping)
{
    private static readonly string[] Known =
        ["locations", "rules", "providers", "orphanStrategy", "processingInterval", "import", "useUrlReadersSearch"];

    public void Map(JsonObject config, JsonObject catalog)
    {
        switch (ConfigMapping.Text(catalog["orphanStrategy"]))
        {
            case ("delete" or "keep") and var strategy:
                mapping.Set("CatalogOrphanStrategy", strategy);
                break;
            case { } other:
                mapping.Say($"catalog.orphanStrategy '{other}' is not known here; CatalogOrphanStrategy is 'delete' or 'keep'.");
                break;
        }

        if (catalog.ContainsKey("processingInterval"))
        {
            mapping.Say("catalog.processingInterval has no counterpart: changes are read when they are pushed, and sweeps "
                + "(CatalogSweepSchedule) only prove that nothing was missed.");
        }

        foreach (var name in catalog.Select(member => member.Key).Where(name => !Known.Contains(name)))
        {
            mapping.Say($"catalog.{name} has no counterpart here.");
        }

        Hosts(config);
        Integrations(mapping.Object(config, "integrations") ?? []);
    }

    private void Hosts(JsonObject config)
    {
        var backend = mapping.Object(config, "backend") ?? [];
        var reading = mapping.Object(backend, "reading") ?? [];
        foreach (var allowed in mapping.Objects(reading, "allow"))
        {
            if (ConfigMapping.Text(allowed["host"]) is not { Length: > 0 } host)
            {
                continue;
            }

            var paths = ConfigMapping.Texts(allowed["paths"]).ToList();
            foreach (var path in paths.DefaultIfEmpty(string.Empty))
            {
                mapping.Add("CatalogAllowedUrls", host + path);
            }
        }
    }

    private void Integrations(JsonObject integrations)
    {
        foreach (var (name, node) in integrations)
        {
            if (name != "github")
            {
                mapping.Say(
                    $"integrations.{name} has no counterpart: the platform reads GitHub, and single files of other hosts over "
                    + "https.");
                continue;
            }

            var hosts = (node as JsonArray ?? []).OfType<JsonObject>().Select(one => ConfigMapping.Text(one["host"]));
            foreach (var host in hosts.OfType<string>())
            {
                var api = host == "github.com" ? "https://api.github.com/" : $"https://{host}/api/v3/";
                mapping.Say($"For {host}, set GitHubApiUrl to {api} and GitHubToken to a token: secrets are not taken over.");
            }
        }
    }
}
