using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Platform.Local.Runtime.Supervisor;

namespace Platform.Local.Runtime.Hosting;

/// <summary>Gives an app that has no storage account the local services, and the forge where it has no GitHub.</summary>
public static class LocalStorage
{
    public const string Setting = "AzureWebJobsStorage";

    /// <summary>
    /// Starts or joins what the settings leave to this machine, and puts its addresses into them. Null when the app has a storage
    /// account of its own.
    /// </summary>
    /// <exception cref="LocalServicesException">What the machine lacks, in a sentence.</exception>
    public static LocalServices? AcquireFor(ConfigurationManager configuration)
    {
        if (configuration[Setting] is { Length: > 0 } connection
            && !connection.Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var withForge = string.IsNullOrEmpty(configuration["GitHubToken"]) && string.IsNullOrEmpty(configuration["GitHubApiUrl"]);
        var options = new LocalServicesOptions { RootDirectory = LocalDirectory.Of(configuration), WithForge = withForge };
        var services =
            LocalServices.AcquireAsync(options, new ErrorStreamProgress(), CancellationToken.None).GetAwaiter().GetResult();
        var values = new Dictionary<string, string?> { [Setting] = services.StorageConnectionString };
        if (withForge)
        {
            values["GitHubApiUrl"] = services.ForgeUrl.AbsoluteUri;
            values["GitHubToken"] = services.ForgeToken;
            values["GitHubIsForge"] = "true";
            if (string.IsNullOrEmpty(configuration["GitHubWebhookSecret"]))
            {
                // As lasting as the forge itself, so that hooks made before a restart are still understood.
                values["GitHubWebhookSecret"] = Convert.ToHexStringLower(
                    SHA256.HashData(Encoding.UTF8.GetBytes($"webhooks of {services.ForgeToken}")));
            }
        }

        configuration.AddInMemoryCollection(values);
        return services;
    }

    private sealed class ErrorStreamProgress : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
