using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Kill;

/// <param name="Evidence">As it is written.</param>
internal sealed record KilledFinding(string Id, string Rule, string Subject, string Severity, string Evidence, int Openings);

/// <summary>Compares what two apps found of the same organisation.</summary>
internal static class DriftVerdict
{
    public static async Task<IReadOnlyList<KilledFinding>> ReadAsync(HostProcess host)
    {
        var found = new List<KilledFinding>();
        string? cursor = null;
        do
        {
            var page = await host.Client.GetFromJsonAsync<JsonNode>(
                $"drift/findings?order=id&limit=1000{(cursor is null ? string.Empty : $"&cursor={cursor}")}");
            found.AddRange(page!["items"]!.AsArray().Select(item => new KilledFinding(
                (string)item!["id"]!, (string)item["rule"]!, (string)item["subject"]!["name"]!, (string)item["severity"]!,
                item["evidence"]!.ToJsonString(), (int)item["openings"]!)));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);
        return found;
    }

    public static IEnumerable<string> Differences(
        IReadOnlyList<KilledFinding> expected, IReadOnlyList<KilledFinding> found)
    {
        foreach (var several in found.GroupBy(one => (one.Rule, one.Subject)).Where(group => group.Count() > 1))
        {
            yield return $"{several.Key.Rule} of {several.Key.Subject}: {several.Count()} findings";
        }

        var known = found.GroupBy(one => one.Id).ToDictionary(group => group.Key, group => group.First());
        foreach (var one in expected)
        {
            if (!known.Remove(one.Id, out var other))
            {
                yield return $"{one.Rule} of {one.Subject}: not found; {one.Evidence}";
            }
            else if (one with { Openings = other.Openings } != other)
            {
                yield return $"{one.Rule} of {one.Subject}: {other.Severity} {other.Evidence}, "
                    + $"and not {one.Severity} {one.Evidence}";
            }
        }

        foreach (var one in known.Values)
        {
            yield return $"{one.Rule} of {one.Subject}: found and not there; {one.Evidence}";
        }
    }

    /// <summary>Of the rows of repositories exactly those are gone that were deleted.</summary>
    public static async Task<IReadOnlyList<string>> WronglyGoneAsync(
        HostProcess host, string organization, IReadOnlySet<string> deleted)
    {
        var wrong = new List<string>();
        await foreach (var row in host.Storage.Tables.GetTableClient("driftfacts").QueryAsync<TableEntity>(
            row => row.PartitionKey == "repositories"))
        {
            var listed = JsonNode.Parse(row.GetString("Text0"))!["listed"]!;
            var name = $"{listed["name"]}".Split('/')[^1];
            if ((bool)listed["gone"]! != deleted.Contains(name))
            {
                wrong.Add($"{organization}/{name}: {((bool)listed["gone"]! ? "taken for gone" : "not known to be gone")}");
            }
        }

        return wrong;
    }
}
