using System.Text.Json.Nodes;

namespace Platform.TestKit.Metrics.Senders;

/// <summary>What incident tools send, after their public documentation; a test changes only what it is about.</summary>
public static class IncidentPayloads
{
    public const string PagerDutyService = "PIJ90N7";

    /// <param name="type">Without <c>incident.</c>, for example <c>triggered</c>.</param>
    public static JsonObject PagerDuty(
        string type, string occurredAt, string id = "PT4KHLK", string service = PagerDutyService,
        string createdAt = "2030-01-02T10:00:00Z", string urgency = "high") => Parse(
        $$"""
        {
          "event": {
            "id": "5ac64822-4adc-4fda-ade0-410becf0de4f", "event_type": "incident.{{type}}", "resource_type": "incident",
            "occurred_at": "{{occurredAt}}",
            "agent": {
              "html_url": "https://acme.pagerduty.com/users/PLH1HKV", "id": "PLH1HKV",
              "self": "https://api.pagerduty.com/users/PLH1HKV", "summary": "Tenex Engineer", "type": "user_reference"
            },
            "client": { "name": "PagerDuty" },
            "data": {
              "id": "{{id}}", "type": "incident", "self": "https://api.pagerduty.com/incidents/{{id}}",
              "html_url": "https://acme.pagerduty.com/incidents/{{id}}", "number": 2, "status": "{{type}}",
              "incident_key": "d3640fbd41094207a1c11e58e46b1662", "created_at": "{{createdAt}}",
              "title": "A little bump in the road",
              "service": {
                "html_url": "https://acme.pagerduty.com/services/{{service}}", "id": "{{service}}",
                "self": "https://api.pagerduty.com/services/{{service}}", "summary": "API Service", "type": "service_reference"
              },
              "assignees": [{ "id": "PTUXL6G", "summary": "User 123", "type": "user_reference" }],
              "escalation_policy": { "id": "PUS0KTE", "summary": "Default", "type": "escalation_policy_reference" },
              "teams": [{ "id": "PFCVPS0", "summary": "Engineering", "type": "team_reference" }],
              "priority": { "id": "PSO75BM", "summary": "P1", "type": "priority_reference" },
              "urgency": "{{urgency}}", "conference_bridge": null, "resolve_reason": null
            }
          }
        }
        """);

    /// <param name="alerts">Each by <see cref="Alert"/>.</param>
    public static JsonObject Alertmanager(params JsonObject[] alerts) => With(
        """
        {
          "version": "4", "groupKey": "{}:{alertname=\"HighErrorRate\"}", "truncatedAlerts": 0, "status": "firing",
          "receiver": "platform", "groupLabels": { "alertname": "HighErrorRate" },
          "commonLabels": { "alertname": "HighErrorRate" }, "commonAnnotations": {},
          "externalURL": "http://alertmanager:9093"
        }
        """,
        "alerts",
        new JsonArray([.. alerts]));

    /// <param name="endsAt">Null while it fires.</param>
    public static JsonObject Alert(
        string fingerprint, string startsAt, string? endsAt = null, string labels = """{"alertname":"HighErrorRate"}""") => Parse(
        $$"""
        {
          "status": "{{(endsAt is null ? "firing" : "resolved")}}", "labels": {{labels}},
          "annotations": { "summary": "Many errors: {{Guid.NewGuid()}}" },
          "startsAt": "{{startsAt}}", "endsAt": "{{endsAt ?? "0001-01-01T00:00:00Z"}}",
          "generatorURL": "http://prometheus:9090/graph?g0.expr=up", "fingerprint": "{{fingerprint}}"
        }
        """);

    /// <param name="updated">Nanoseconds since 1970, as Opsgenie has it.</param>
    public static JsonObject Opsgenie(
        string action, string tags = """["tag1","tag2"]""", long updated = 1_893_499_800_000_000_000) => Parse(
        $$"""
        {
          "action": "{{action}}",
          "alert": {
            "alertId": "052652ac-5d1c-464a-812a-7dd18bbfba8c", "message": "[ERROR] orders fail", "tags": {{tags}}, "tinyId": "23",
            "entity": "An example entity", "alias": "aliastest", "createdAt": 1893499200000, "updatedAt": {{updated}},
            "username": "mehmet@example.com", "userId": "355f1681-f6e3-4355-a927-897cd8edaf8f", "priority": "P1",
            "teams": ["engineering"], "source": "web"
          },
          "source": { "name": "", "type": "web" }, "integrationName": "Platform",
          "integrationId": "37c8f316-17c6-49d7-899b-9c7e540c048d", "integrationType": "Webhook"
        }
        """);

    public static JsonObject AzureMonitor(
        string condition = "Fired", string severity = "Sev1", string custom = "null",
        string resource = "/subscriptions/11111111/resourcegroups/shop/providers/microsoft.web/sites/orders") => Parse(
        $$"""
        {
          "schemaId": "azureMonitorCommonAlertSchema",
          "data": {
            "essentials": {
              "alertId": "/subscriptions/1/providers/Microsoft.AlertsManagement/alerts/b9569717-bc32-442f-add5-83a997729330",
              "alertRule": "WCUS-R2-Gen2", "severity": "{{severity}}", "signalType": "Metric",
              "monitorCondition": "{{condition}}", "monitoringService": "Platform", "alertTargetIDs": ["{{resource}}"],
              "configurationItems": ["orders"], "originAlertId": "3f2d4487-b0fc-4125-8bd5-7ad17384221e_1",
              "firedDateTime": "2030-01-02T12:00:00.2133713Z",
              {{(condition == "Resolved" ? "\"resolvedDateTime\": \"2030-01-02T12:05:00.2103736Z\"," : string.Empty)}}
              "description": "", "essentialsVersion": "1.0", "alertContextVersion": "1.0"
            },
            "alertContext": { "conditionType": "SingleResourceMultipleMetricCriteria" },
            "customProperties": {{custom}}
          }
        }
        """);

    internal static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static JsonObject With(string json, string name, JsonNode value)
    {
        var parsed = Parse(json);
        parsed[name] = value;
        return parsed;
    }
}
