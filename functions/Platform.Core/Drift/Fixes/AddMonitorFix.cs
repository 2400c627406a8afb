using System.Text.Json.Nodes;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Fixes;

/// <summary>Adds a ServiceMonitor beside the first workload.</summary>
public sealed class AddMonitorFix : IDriftFix
{
    public string Rule => "monitoring-missing";

    public async Task<Result<FixProposal>> ProposeAsync(FixRequest request, CancellationToken cancellationToken)
    {
        var workload = request.Input.Repository?.Content?.Value.Manifests
            .FirstOrDefault(one => RuleScope.IsWorkload(one) && one.Name is not null);
        if (workload is null)
        {
            return FixFailures.NotPossible("No workload with a name of its own stands in the repository.");
        }

        var path = $"{workload.Path[..(workload.Path.LastIndexOf('/') + 1)]}service-monitor.yaml";
        if (await request.Files(path, cancellationToken) is not null)
        {
            return FixFailures.NotPossible($"There is a {path} by now.");
        }

        var monitor = new JsonObject
        {
            ["apiVersion"] = "monitoring.coreos.com/v1",
            ["kind"] = "ServiceMonitor",
            ["metadata"] = new JsonObject { ["name"] = workload.Name },
            ["spec"] = new JsonObject
            {
                ["selector"] = new JsonObject
                {
                    ["matchLabels"] = new JsonObject { ["app.kubernetes.io/name"] = workload.Name },
                },
                ["endpoints"] = new JsonArray(new JsonObject { ["port"] = request.Values.GetValueOrDefault("port", "http") }),
            },
        };
        return new FixProposal(
            $"Collect the metrics of {workload.Name}",
            "Nothing collects the service's metrics. Check that the labels and the port are those of its Service.",
            [new(path, YamlWriter.Write(monitor), null)]);
    }
}
