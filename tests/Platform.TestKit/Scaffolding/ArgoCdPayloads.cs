using System.Text.Json.Nodes;

namespace Platform.TestKit.Scaffolding;

/// <summary>What Argo CD 2.x sends and answers, cut to what matters; recorded, with names changed.</summary>
public static class ArgoCdPayloads
{
    public const string Revision = "53e28ff20cc530b9ada2173fbbd64d48338583ba";

    /// <summary>The answer of <c>GET /api/v1/applications/orders-staging</c> after a sync.</summary>
    public static JsonObject Application(
        string phase = "Succeeded", string sync = "Synced", string health = "Healthy", string revision = Revision) =>
        JsonNode.Parse(
            $$"""
            {
              "metadata": {
                "name": "orders-staging", "namespace": "argocd", "uid": "3f9c4b8e-5a49-4f62-9a3b-0d1f7d1b9d11",
                "resourceVersion": "184213", "generation": 21, "creationTimestamp": "2030-01-01T08:00:05Z",
                "ownerReferences": [{
                  "apiVersion": "argoproj.io/v1alpha1", "kind": "ApplicationSet", "name": "golden-path",
                  "uid": "c8f1f0f2-90d2-4b19-8f56-3f1d2b7b7f61", "controller": true, "blockOwnerDeletion": true
                }]
              },
              "spec": {
                "source": {
                  "repoURL": "https://github.com/acme/orders.git", "path": "deploy/overlays/staging", "targetRevision": "main"
                },
                "destination": { "server": "https://kubernetes.default.svc", "namespace": "orders-staging" },
                "project": "default"
              },
              "status": {
                "sync": { "status": "{{sync}}", "revision": "{{revision}}" },
                "health": { "status": "{{health}}" },
                "history": [{ "revision": "{{revision}}", "deployedAt": "2030-01-01T08:00:49Z", "id": 0 }],
                "reconciledAt": "2030-01-01T08:00:50Z",
                "operationState": {
                  "operation": { "sync": { "revision": "{{revision}}" }, "initiatedBy": { "automated": true } },
                  "phase": "{{phase}}", "message": "successfully synced (all tasks run)",
                  "syncResult": { "revision": "{{revision}}" },
                  "startedAt": "2030-01-01T08:00:46Z", "finishedAt": "2030-01-01T08:00:49Z"
                }
              }
            }
            """)!.AsObject();

    /// <summary>The answer of <c>GET /api/v1/applicationsets/golden-path</c>.</summary>
    public static JsonObject ApplicationSet(string generators =
        """[{"scmProvider":{"github":{"organization":"acme"},"requeueAfterSeconds":180}}]""") =>
        JsonNode.Parse(
            $$"""
            {
              "metadata": { "name": "golden-path", "namespace": "argocd", "uid": "c8f1f0f2-90d2-4b19-8f56-3f1d2b7b7f61" },
              "spec": {
                "generators": {{generators}},
                "template": { "metadata": { "name": "" }, "spec": { "project": "default", "destination": {} } }
              },
              "status": { "conditions": [{ "type": "ResourcesUpToDate", "status": "True" }] }
            }
            """)!.AsObject();

    /// <summary>What <c>templates/_platform/argocd-notifications.yaml</c> makes of a finished sync.</summary>
    public static JsonObject Notification(
        string application, string revision = Revision, string phase = "Succeeded", string startedAt = "2030-01-01T08:00:46Z") =>
        JsonNode.Parse(
            $$"""
            {
              "specversion": "1.0", "id": "3f9c4b8e-{{application}}-{{startedAt}}", "source": "/argocd",
              "type": "dev.cdevents.service.deployed.0.2.0", "time": "2030-01-01T08:00:49Z",
              "data": {
                "context": {
                  "version": "0.4.1", "id": "3f9c4b8e-{{application}}-{{startedAt}}", "source": "/argocd",
                  "type": "dev.cdevents.service.deployed.0.2.0", "timestamp": "2030-01-01T08:00:49Z"
                },
                "subject": {
                  "id": "{{application}}", "type": "service",
                  "content": {
                    "environment": { "id": "orders-staging" }, "artifactId": "pkg:generic/{{application}}@{{revision}}"
                  }
                },
                "customData": {
                  "component": "{{application}}", "result": "{{(phase == "Succeeded" ? "success" : "failure")}}",
                  "startedAt": "{{startedAt}}", "pipelineRunId": "3f9c4b8e-{{startedAt}}",
                  "repoUrl": "https://github.com/acme/orders.git", "commitSha": "{{revision}}",
                  "argocd": {
                    "application": "{{application}}", "revision": "{{revision}}", "sync": "Synced", "health": "Healthy",
                    "phase": "{{phase}}", "message": "successfully synced (all tasks run)",
                    "startedAt": "{{startedAt}}", "finishedAt": "2030-01-01T08:00:49Z"
                  }
                }
              }
            }
            """)!.AsObject();
}
