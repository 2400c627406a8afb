using System.Text.Json.Nodes;
using System.Xml;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Actions.Deploying;

/// <summary>The inputs of <c>argocd:wait-sync</c>.</summary>
/// <param name="Revision">The commit that has to be there; null is whatever was synced after the step began.</param>
/// <param name="Server">Argo CD's address, to look by itself as well; null waits for notifications alone.</param>
internal sealed record WaitSyncInput(
    string Application,
    string? Revision,
    string? Server,
    string? Token,
    string? ApplicationSet,
    TimeSpan Timeout,
    bool ForHealth,
    bool FailsOnTimeout)
{
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    public const string Schema = """
        {
          "type": "object",
          "required": ["application"],
          "additionalProperties": false,
          "properties": {
            "application": {
              "type": "string",
              "description": "The Application's name.",
              "pattern": "^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"
            },
            "revision": {
              "type": "string",
              "description": "The commit that has to be synced; without it any sync that begins after this step.",
              "pattern": "^[0-9a-fA-F]{7,64}$"
            },
            "timeout": {
              "type": "string",
              "description": "An ISO 8601 duration, at most PT24H.",
              "default": "PT10M"
            },
            "waitForHealth": {
              "type": "boolean",
              "description": "Whether the application has to be Healthy, too.",
              "default": true
            },
            "onTimeout": { "enum": ["fail", "continue"], "default": "fail" },
            "server": {
              "type": "string",
              "description": "Argo CD's address, one of those in the platform's setting ArgoCdServers, to look there as well."
            },
            "token": {
              "type": "string",
              "description": "For the server, from a secret; without it the platform's own."
            },
            "applicationSet": {
              "type": "string",
              "description": "The ApplicationSet whose interval is reported; without it the Application's owner.",
              "pattern": "^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"
            }
          }
        }
        """;

    /// <param name="input">Valid by the schema.</param>
    public static Result<WaitSyncInput> From(JsonObject input, IArgoCd argoCd)
    {
        var problems = new List<Problem>();
        var written = Text(input, "timeout") ?? "PT10M";
        var timeout = Duration(written);
        if (timeout is not { Ticks: > 0 } || timeout > LongestWait)
        {
            problems.Add(new(
                "timeout-invalid", $"'{written}' is no time to wait.", "timeout", written,
                $"an ISO 8601 duration of at most {XmlConvert.ToString(LongestWait)}"));
        }

        var server = Text(input, "server");
        if (server is not null && argoCd.Refuse(server, "server") is { } refused)
        {
            problems.Add(refused);
        }

        return problems.Count > 0
            ? Result<WaitSyncInput>.Failed(problems)
            : new WaitSyncInput(
                Text(input, "application")!,
                Text(input, "revision"),
                server,
                Text(input, "token"),
                Text(input, "applicationSet"),
                timeout!.Value,
                input["waitForHealth"]?.GetValue<bool>() ?? true,
                Text(input, "onTimeout") != "continue");
    }

    private static TimeSpan? Duration(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject input, string name) => input[name]?.GetValue<string>();
}
