using System.Globalization;

namespace Platform.Local.Forge;

/// <summary>What the forge is started with.</summary>
internal sealed record ForgeOptions
{
    public const string Usage = "usage: Platform.Local.Forge --data DIR --token TOKEN [--ready-file FILE] [--port N]";

    /// <value>Everything the forge keeps: repositories, hooks, runs and their logs.</value>
    public required string DataDirectory { get; init; }

    /// <value>Asked for by the API and by pushes; clones are open to whoever reaches 127.0.0.1.</value>
    public required string Token { get; init; }

    /// <value>Written as {"url","pid"} once the forge listens.</value>
    public string? ReadyFile { get; init; }

    /// <value>0 takes a free port.</value>
    public int Port { get; init; }

    /// <value>How long after the creating call <c>auto_init</c> makes its commit; GitHub does it asynchronously, too.</value>
    public TimeSpan InitializeAfter { get; init; } = TimeSpan.FromMilliseconds(25);

    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <value>GitHub cuts a tree's listing off there and says that it did.</value>
    public int MaxTreeEntries { get; init; } = 100_000;

    /// <summary>Gives null for unknown, repeated or missing options.</summary>
    public static ForgeOptions? Parse(string[] args)
    {
        var values = new Dictionary<string, string>();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (
                i + 1 == args.Length
                || args[i] is not ("--data" or "--token" or "--ready-file" or "--port")
                || !values.TryAdd(args[i], args[i + 1]))
            {
                return null;
            }
        }

        var port = 0;
        var valid =
            values.TryGetValue("--data", out var data) & values.TryGetValue("--token", out var token)
            && (!values.TryGetValue("--port", out var text) || int.TryParse(text, CultureInfo.InvariantCulture, out port));
        return valid && data is { Length: > 0 } && token is { Length: > 0 }
            ? new()
            {
                DataDirectory = data,
                Token = token,
                ReadyFile = values.GetValueOrDefault("--ready-file"),
                Port = port,
            }
            : null;
    }
}
