using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Testing;

namespace Platform.Core.Scaffolding.Library.Promotion;

/// <summary>
/// The values that a canary is made with: those of the template's first test that expects success, with a name and an
/// organisation of the canary's own in place of the fields that say where it goes.
/// </summary>
public static class CanaryValues
{
    /// <returns>Null when no test expects success.</returns>
    public static JsonObject? Of(TestFile tests, string name, string organization)
    {
        if (tests.Cases.FirstOrDefault(item => item.Expect["error"] is null) is not { } first)
        {
            return null;
        }

        var values = first.Values.DeepClone().AsObject();
        values["name"] = name;
        values["organization"] = organization;

        if (values.ContainsKey("repoUrl"))
        {
            values["repoUrl"] = $"github.com?owner={organization}&repo={name}";
        }

        return values;
    }
}
