using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.TestKit.Metrics;

/// <summary>A valid message of queue <c>delivery-events</c>; a test changes only what it is about.</summary>
public sealed class DeploymentEventBuilder
{
    private readonly JsonObject _message = (JsonObject)JsonNode.Parse(
        """
        {
          "specversion": "1.0",
          "id": "run-1",
          "source": "/ci/github/acme/orders",
          "type": "dev.cdevents.service.deployed.0.3.0",
          "subject": "orders",
          "datacontenttype": "application/json",
          "data": {
            "context": {
              "specversion": "0.5.1", "id": "run-1", "source": "/ci/github/acme/orders",
              "type": "dev.cdevents.service.deployed.0.3.0", "timestamp": "2030-01-01T12:00:00Z"
            },
            "subject": {
              "id": "orders",
              "content": { "environment": { "id": "production" }, "artifactId": "pkg:oci/orders@sha256%3Aab" }
            },
            "customData": { "component": "component:default/orders", "result": "success", "commitSha": "0123456789abcdef" }
          }
        }
        """)!;

    /// <param name="path">Dotted; a null value removes the field.</param>
    public DeploymentEventBuilder With(string path, JsonNode? value)
    {
        var parts = path.Split('.');
        var parent = parts[..^1].Aggregate(_message, (node, part) => (JsonObject)node[part]!);
        parent.Remove(parts[^1]);
        if (value is not null)
        {
            parent[parts[^1]] = value;
        }

        return this;
    }

    public DeploymentEventBuilder Of(string component, string id) => With("data.customData.component", component).With("id", id);

    public JsonObject Json() => (JsonObject)_message.DeepClone();

    public byte[] Bytes() => Encoding.UTF8.GetBytes(_message.ToJsonString(PlatformJson.Options));
}
