using Platform.Local.Forge.Actions.Workflows;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>
/// The variables of this process that jobs may see. Everything else stays out: above all tokens and connection strings. What is
/// let through says where tools are and where this machine gets its packages from.
/// </summary>
internal static class HostEnvironment
{
    private static readonly string[] Allowed =
    [
        "PATH",
        "LANG",
        "LC_ALL",
        "TZ",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "NO_PROXY",
        "http_proxy",
        "https_proxy",
        "no_proxy",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "NODE_EXTRA_CA_CERTS",
        "REQUESTS_CA_BUNDLE",
        "PIP_CERT",
        "NPM_CONFIG_REGISTRY",
        "npm_config_registry",
        "PIP_INDEX_URL",
        "PIP_EXTRA_INDEX_URL",
        "PIP_FIND_LINKS",
        "PIP_NO_INDEX",
        "PIP_NO_DEPS",
        "UV_INDEX_URL",
        "GOPROXY",
        "DOTNET_ROOT",
        "JAVA_HOME",
        "GOROOT",
        "PYENV_ROOT",
    ];

    public static Dictionary<string, string> Read()
    {
        var environment = Allowed
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Name, pair => pair.Value!);
        environment.TryAdd("LANG", "C.UTF-8");
        return environment;
    }

    /// <summary>Where people call a tool by another name than this machine, jobs find it under both.</summary>
    public static void AddAliases(string folder)
    {
        foreach (var (name, target) in new[] { ("python", "python3"), ("pip", "pip3") })
        {
            if (ToolSetup.FindExecutable(name) is null && ToolSetup.FindExecutable(target) is { } found)
            {
                File.CreateSymbolicLink(Path.Combine(folder, name), found);
            }
        }
    }
}
