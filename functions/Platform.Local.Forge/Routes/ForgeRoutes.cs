using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Faults;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.State;
using Platform.Local.Forge.Webhooks;

namespace Platform.Local.Forge.Routes;

/// <summary>What GitHub does not have: faults and chaos to order, the journals of requests and deliveries.</summary>
internal sealed class ForgeRoutes(FaultBook faults, RequestJournal journal, DeliveryStore deliveries) : IRouteGroup
{
    public void Map(RouteTable routes)
    {
        routes.MapAdmin("POST", "/_forge/faults", AddFault);
        routes.MapAdmin("GET", "/_forge/faults", ListFaults);
        routes.MapAdmin(
            "DELETE",
            "/_forge/faults",
            call =>
            {
                faults.Clear(call.Query("org"));
                return Answer.NoContent;
            });
        routes.MapAdmin("POST", "/_forge/chaos", AddChaos);
        routes.MapAdmin("GET", "/_forge/chaos", ListChaos);
        routes.MapAdmin(
            "DELETE",
            "/_forge/chaos",
            call =>
            {
                faults.ClearChaos(call.Query("org"));
                return Answer.NoContent;
            });
        routes.MapAdmin(
            "GET",
            "/_forge/requests",
            call => Answer.Ok(Shape(journal.Of(call.Query("org"), call.Query("repo"), After(call)))));
        routes.MapAdmin(
            "GET",
            "/_forge/deliveries",
            call => Answer.Ok(new JsonArray([.. deliveries.Of(call.Query("org"), call.Query("repo")).Select(Summary)])));
    }

    private Answer AddFault(Call call)
    {
        try
        {
            var rule = call.Body.Deserialize<FaultRule>(JsonFile.Options)!;
            faults.Add(rule);
            return new Answer(201, Shape(rule));
        }
        catch (JsonException wrong)
        {
            return Answer.Invalid($"A fault needs fault and org: {wrong.Message}");
        }
    }

    private Answer ListFaults(Call call) =>
        Answer.Ok(
            new JsonArray([
                .. faults
                    .All(call.Query("org"))
                    .Select(armed =>
                    {
                        var shape = Shape(armed.Rule);
                        shape["left"] = armed.Left;
                        return shape;
                    }),
            ]));

    private Answer AddChaos(Call call)
    {
        try
        {
            var plan = ChaosPlan.Parse(call.Body);
            faults.Add(plan);
            return new Answer(201, Shape(plan));
        }
        catch (JsonException wrong)
        {
            return Answer.Invalid($"Chaos needs org, seed and rate: {wrong.Message}");
        }
    }

    private Answer ListChaos(Call call) =>
        Answer.Ok(
            new JsonArray([
                .. faults
                    .AllChaos(call.Query("org"))
                    .Select(chaos =>
                    {
                        var shape = Shape(chaos.Plan);
                        shape["requests"] = chaos.Requests;
                        shape["faulted"] = chaos.Faults;
                        return shape;
                    }),
            ]));

    private static JsonObject Summary(Delivery delivery)
    {
        var shape = (JsonObject)Shape(delivery);
        foreach (var large in new[] { "payload", "requestHeaders", "responseHeaders", "responseBody" })
        {
            shape.Remove(large);
        }

        return shape;
    }

    private static long After(Call call) =>
        long.TryParse(call.Query("after"), CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;

    private static JsonNode Shape<T>(T value) => JsonSerializer.SerializeToNode(value, JsonFile.Options)!;
}
