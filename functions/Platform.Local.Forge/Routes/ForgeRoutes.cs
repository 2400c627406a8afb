using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Faults;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>What GitHub does not have: faults to order and the journal of requests.</summary>
internal sealed class ForgeRoutes(FaultBook faults, RequestJournal journal) : IRouteGroup
{
    public void Map(RouteTable routes)
    {
        routes.MapAdmin("POST", "/_forge/faults", Add);
        routes.MapAdmin(
            "GET",
            "/_forge/faults",
            _ =>
                Answer.Ok(
                    new JsonArray([
                        .. faults
                            .All()
                            .Select(armed =>
                            {
                                var shape = JsonSerializer.SerializeToNode(armed.Rule, JsonFile.Options)!;
                                shape["left"] = armed.Left;
                                return shape;
                            }),
                    ])));
        routes.MapAdmin(
            "DELETE",
            "/_forge/faults",
            call =>
            {
                faults.Clear(call.Query("org"));
                return Answer.NoContent;
            });
        routes.MapAdmin(
            "GET",
            "/_forge/requests",
            call =>
            {
                var after = long.TryParse(call.Query("after"), CultureInfo.InvariantCulture, out var sequence)
                    ? sequence
                    : 0;
                return Answer.Ok(
                    JsonSerializer.SerializeToNode(
                        journal.Of(call.Query("org"), call.Query("repo"), after),
                        JsonFile.Options)!);
            });
    }

    private Answer Add(Call call)
    {
        try
        {
            var rule = call.Body.Deserialize<FaultRule>(JsonFile.Options)!;
            faults.Add(rule);
            return new Answer(201, JsonSerializer.SerializeToNode(rule, JsonFile.Options));
        }
        catch (JsonException wrong)
        {
            return Answer.Invalid($"A fault needs fault and org: {wrong.Message}");
        }
    }
}
