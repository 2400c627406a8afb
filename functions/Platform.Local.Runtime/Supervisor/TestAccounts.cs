namespace Platform.Local.Runtime.Supervisor;

/// <summary>Hands out storage accounts, none of them twice while one Azurite lives, to all processes that share it.</summary>
internal static class TestAccounts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static string Lease(LocalServicesOptions options, ServiceEndpoints azurite)
    {
        var directory = new ServiceDirectory(options.RootDirectory, AzuriteService.Name);
        using var counting = FileLock
            .TakeAsync(Path.Combine(directory.Root, "accounts.lock"), Patience, "the count of test accounts", default)
            .GetAwaiter().GetResult();
        var file = Path.Combine(directory.Root, "accounts.json");
        var counter = SupervisorJson.TryRead<Counter>(file);
        var count = counter?.Instance == azurite.Instance ? counter.Next : 0;
        if (count >= options.TestAccounts)
        {
            throw new LocalServicesException(
                $"All {options.TestAccounts} test accounts of this Azurite are taken. End the processes that use it and wait " +
                $"{options.Linger.TotalSeconds:0} s, or ask for more by {nameof(LocalServicesOptions.TestAccounts)}.");
        }

        SupervisorJson.Write(file, new Counter(azurite.Instance, count + 1));
        return AzuriteService.TestAccountName(count);
    }

    private sealed record Counter(string Instance, int Next);
}
