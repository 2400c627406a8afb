using System.Text.Json.Nodes;

namespace Platform.TestKit.Metrics.Senders;

/// <summary>What tools that deploy send, after their public documentation.</summary>
public static class DeploymentPayloads
{
    public const string Sha = "015e3d3b480e417aede5a1293bd61de9b0fd051d";
    public const string OlderSha = "53aa18efa0d1c2b4a5f6b7c8d9e0f1a2b3c4d5e6";

    public static JsonObject DevLake(
        string id = "run-1", string at = "2030-01-02T12:59:59+00:00", params string[] repositories) => IncidentPayloads.Parse(
        $$"""
        {
          "id": "{{id}}", "createdDate": "2030-01-02T11:00:00+00:00", "startedDate": "2030-01-02T12:00:00+00:00",
          "finishedDate": "{{at}}", "environment": "PRODUCTION", "result": "SUCCESS", "displayTitle": "Deploy orders",
          "deploymentCommits": [{{string.Join(',', repositories.Select(repository => $$"""
            {
              "repoUrl": "{{repository}}", "refName": "main", "startedDate": "2030-01-02T12:00:00+00:00",
              "finishedDate": "{{at}}", "commitSha": "{{Sha}}", "commitMsg": "Mend it"
            }
            """))}}]
        }
        """);

    /// <param name="history">Its entries' revisions, oldest first; an hour apart, from 2030-01-02T10:00Z on.</param>
    public static JsonObject ArgoCd(string application, params string[] history) => ArgoCd(application, "Succeeded", history);

    public static JsonObject ArgoCd(
        string application, string phase, string[] history, string labels = "{}", string annotations = "{}")
    {
        var last = history.Length - 1;
        return IncidentPayloads.Parse(
        $$"""
        {
          "app": {
            "metadata": {
              "name": "{{application}}", "namespace": "argocd", "uid": "uid-of-{{application}}",
              "labels": {{labels}}, "annotations": {{annotations}}
            },
            "spec": {
              "project": "default", "destination": { "server": "https://kubernetes.default.svc", "namespace": "production" },
              "source": { "repoURL": "https://github.com/acme/orders.git", "path": "deploy", "targetRevision": "HEAD" },
              "syncPolicy": { "automated": { "prune": true } }
            },
            "status": {
              "sync": { "status": "Synced", "revision": "{{history[last]}}" }, "health": { "status": "Healthy" },
              "operationState": {
                "phase": "{{phase}}", "startedAt": "{{Hour(last)}}:00:40Z", "finishedAt": "{{Hour(last)}}:00:49Z",
                "message": "successfully synced (all tasks run)",
                "operation": { "initiatedBy": { "automated": true } },
                "syncResult": { "revision": "{{history[last]}}" }
              },
              "history": [{{string.Join(',', history.Select((revision, index) => $$"""
                {
                  "id": {{index}}, "revision": "{{revision}}", "deployStartedAt": "{{Hour(index)}}:00:40Z",
                  "deployedAt": "{{Hour(index)}}:00:49Z",
                  "source": { "repoURL": "https://github.com/acme/orders.git", "path": "deploy", "targetRevision": "HEAD" }
                }
                """))}}]
            }
          }
        }
        """);

        static string Hour(int index) => $"2030-01-02T{10 + index:00}";
    }

    public static JsonObject AzureBuild(string result = "succeeded", string commit = Sha) => IncidentPayloads.Parse(
        $$"""
        {
          "subscriptionId": "4f6e6328-0251-4814-a009-c01dfa368e3f", "notificationId": 1,
          "id": "33433986-7f56-4969-bfd4-3e59774c75ad", "eventType": "build.complete", "publisherId": "tfs",
          "message": { "text": "Build 20300102.1 succeeded" },
          "resource": {
            "id": 2727068, "buildNumber": "20300102.1", "status": "completed", "result": "{{result}}",
            "queueTime": "2030-01-02T12:18:45.7367977Z", "startTime": "2030-01-02T12:18:56.6205723Z",
            "finishTime": "2030-01-02T12:21:08.520904Z", "definition": { "id": 4658, "name": "orders-deploy", "type": "build" },
            "project": { "id": "16dcfeeb-d8fd-495c-917b-fec46cb44fbb", "name": "shop" },
            "sourceBranch": "refs/heads/main", "sourceVersion": "{{commit}}",
            "repository": {
              "id": "8e9ab7ba", "type": "TfsGit", "name": "orders", "url": "https://dev.azure.com/acme/shop/_git/orders"
            }
          },
          "resourceVersion": "1.0",
          "resourceContainers": {
            "collection": { "id": "c12d0eb8-e382-443b-9f9c-c52cba5014c2" },
            "account": { "id": "f844ec47-a9db-4511-8281-8b63f4eaf94e" },
            "project": { "id": "16dcfeeb-d8fd-495c-917b-fec46cb44fbb" }
          },
          "createdDate": "2030-01-02T12:21:09.0373202Z"
        }
        """);

    public static JsonObject AzureRun(string state = "completed") => IncidentPayloads.Parse(
        $$"""
        {
          "id": "62e4351f-1c24-40f9-8510-7af03692ab45", "eventType": "ms.vss-pipelines.run-state-changed-event",
          "publisherId": "pipelines", "message": { "text": "Run 2727068 succeeded." },
          "resource": {
            "run": {
              "pipeline": { "id": 11, "revision": 1, "name": "orders-deploy", "folder": "\\" },
              "state": "{{state}}", "result": "succeeded", "createdDate": "2030-01-02T12:18:56.613Z",
              "finishedDate": "2030-01-02T12:21:08.613Z", "id": 2727068, "name": "20300102.1"
            },
            "pipeline": { "id": 11, "revision": 1, "name": "orders-deploy", "folder": "\\" },
            "repositories": [
              {
                "type": "Git", "url": "https://acme@dev.azure.com/acme/shop/_git/orders",
                "change": {
                  "author": { "name": "Ada", "date": "2030-01-02T11:00:00Z" }, "message": "Mend it", "version": "{{Sha}}"
                }
              }
            ]
          },
          "resourceVersion": "5.1-preview.1",
          "resourceContainers": {
            "collection": { "id": "c12d0eb8-e382-443b-9f9c-c52cba5014c2" },
            "project": { "id": "16dcfeeb-d8fd-495c-917b-fec46cb44fbb" }
          },
          "createdDate": "2030-01-02T12:21:09.683Z"
        }
        """);

    public static JsonObject AzureRelease(string status = "succeeded") => IncidentPayloads.Parse(
        $$"""
        {
          "id": "c3e52c57-187a-45c4-abe2-184a48291bad", "eventType": "ms.vss-release.deployment-completed-event",
          "publisherId": "rm", "message": { "text": "Deployment of release Release-1 on environment Production Succeeded." },
          "resource": {
            "environment": {
              "id": 5, "releaseId": 1, "name": "Production", "status": "{{status}}", "rank": 1, "definitionEnvironmentId": 1,
              "release": { "id": 1, "name": "Release-1" }
            },
            "project": { "id": "16dcfeeb-d8fd-495c-917b-fec46cb44fbb", "name": "shop" }
          },
          "resourceVersion": "3.0-preview.1",
          "resourceContainers": {
            "collection": { "id": "c12d0eb8-e382-443b-9f9c-c52cba5014c2" },
            "account": { "id": "f844ec47-a9db-4511-8281-8b63f4eaf94e" }
          },
          "createdDate": "2030-01-02T13:03:28.5345098Z"
        }
        """);

    public static JsonObject AzurePush(string update = "") => IncidentPayloads.Parse(
        $$"""
        {
          "id": "03c164c2-8912-4d5e-8009-3707d5f83734", "eventType": "git.push", "publisherId": "tfs",
          "resource": {
            "commits": [
              { "commitId": "{{Sha}}", "comment": "Second", "author": { "name": "Ada", "date": "2030-01-02T09:30:00Z" } },
              { "commitId": "{{OlderSha}}", "comment": "First", "author": { "name": "Ada", "date": "2030-01-02T09:00:00Z" } }
            ],
            "refUpdates": [
              {
                "name": "refs/heads/main", "oldObjectId": "aad331d8d3b131fa9ae03cf5e53965b51942618a", "newObjectId": "{{Sha}}"
              }{{update}}
            ],
            "repository": {
              "id": "278d5cd2", "name": "orders", "url": "https://dev.azure.com/acme/_apis/git/repositories/278d5cd2",
              "remoteUrl": "https://dev.azure.com/acme/shop/_git/orders", "defaultBranch": "refs/heads/main"
            },
            "pushedBy": { "id": "00067FFED5C7AF52", "displayName": "Ada" }, "pushId": 14, "date": "2030-01-02T09:31:57.6358722Z"
          },
          "createdDate": "2030-01-02T09:31:58Z"
        }
        """);

    public static JsonObject AzurePullRequest(string status = "completed", string type = "merged") => IncidentPayloads.Parse(
        $$"""
        {
          "id": "6872ee8c-b333-4eff-bfb9-0d5274943566", "eventType": "git.pullrequest.{{type}}", "publisherId": "tfs",
          "resource": {
            "repository": {
              "id": "278d5cd2", "name": "orders", "remoteUrl": "https://dev.azure.com/acme/shop/_git/orders"
            },
            "pullRequestId": 17, "status": "{{status}}", "createdBy": { "id": "54d125f7", "displayName": "Ada" },
            "creationDate": "2030-01-02T09:40:00Z", "closedDate": "2030-01-02T10:40:00.2505226Z", "title": "Mend it",
            "description": "All of it", "sourceRefName": "refs/heads/mend", "targetRefName": "refs/heads/main",
            "mergeStatus": "succeeded", "mergeId": "a10bb228", "lastMergeSourceCommit": { "commitId": "{{OlderSha}}" },
            "lastMergeTargetCommit": { "commitId": "aad331d8d3b131fa9ae03cf5e53965b51942618a" },
            "lastMergeCommit": { "commitId": "{{Sha}}" }, "commits": [{ "commitId": "{{OlderSha}}" }], "reviewers": []
          },
          "createdDate": "2030-01-02T10:40:01Z"
        }
        """);
}
