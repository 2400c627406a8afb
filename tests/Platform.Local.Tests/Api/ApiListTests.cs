using Platform.Local.Runtime.Durable;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Api;

/// <summary>
/// real-api.txt holds the public API of the real packages, for the types that the local runtime declares too (Worker 2.52.0,
/// its Http, Timer, Storage.Queues and DurableTask extensions, Microsoft.DurableTask 1.25.0). It is the real packages' truth:
/// a line is added only from their public source, never to please this test.
/// </summary>
public sealed class ApiListTests
{
    [Fact]
    public void The_local_runtime_offers_nothing_that_the_real_packages_lack()
    {
        var directory = Path.Combine(RepositoryRoot.Path, "tests", "Platform.Local.Tests", "Api");
        var real = File.ReadAllLines(Path.Combine(directory, "real-api.txt")).ToHashSet(StringComparer.Ordinal);
        var ours = typeof(DurableEngine).Assembly.GetExportedTypes()
            .Where(type => type.Namespace!.StartsWith("Microsoft.", StringComparison.Ordinal));

        var missing = ApiDescription.Of(ours).Except(real).ToList();
        Assert.True(missing.Count == 0, $"Not in the real packages:\n{string.Join('\n', missing)}");
    }
}
