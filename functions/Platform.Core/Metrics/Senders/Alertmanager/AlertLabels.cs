using System.Text.Json.Nodes;
using Platform.Core.Metrics.Senders.Writing;

namespace Platform.Core.Metrics.Senders.Alertmanager;

/// <summary>
/// What an alert's labels say. Only labels: they make the fingerprint, so that they never change while an alert fires, as its
/// annotations do.
/// </summary>
internal sealed class AlertLabels(JsonObject labels, SenderDelivery delivery)
{
    private const string LabelHint = "label";
    private const string KubernetesId = "backstage.io/kubernetes-id";

    // How Kubernetes' and Prometheus' own labels name what runs, best first.
    private static readonly string[] Workloads =
    [
        "backstage_io_kubernetes_id", "service", "app", "app_kubernetes_io_name", "app_kubernetes_io_instance", "deployment",
        "job",
    ];

    private static readonly string[] Environments = ["environment", "env", "deployment_environment", "stage"];

    public string? AlertName => labels.Text("alertname");

    public string? Severity => labels.Text("severity");

    public string? Environment => Environments.Select(name => labels.Text(name)).FirstOrDefault(found => found is not null);

    /// <value>A reference; in the label that the address names, or in <c>component</c>.</value>
    public string? Component => labels.Text(delivery.Hints.GetValueOrDefault(LabelHint) ?? "component");

    public string? Service => Workloads.Select(name => labels.Text(name)).FirstOrDefault(found => found is not null) ?? AlertName;

    public string? CauseCommitSha => labels.Sha("commit_sha");

    public bool? ChangeRelated => labels.Text("change_related") switch { "false" => false, "true" => true, _ => null };

    /// <value>What the catalog may know it by.</value>
    public IEnumerable<(string Annotation, string? Value)> Keys =>
        Workloads.Select(name => (KubernetesId, labels.Text(name))).Append(("prometheus.io/alert", AlertName));
}
