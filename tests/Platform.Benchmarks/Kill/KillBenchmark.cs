using Platform.Benchmarks.Reporting;

namespace Platform.Benchmarks.Kill;

/// <summary>SIGKILLs a host at random moments and checks that nothing is lost, doubled or stuck.</summary>
internal sealed class KillBenchmark : IBenchmark
{
    public string Name => "kill";

    public string Description =>
        "SIGKILL a host at random: --toy [--kills 1000] [--minutes 600] [--seed 1] [--in-flight 16] [--on-disk] [--storage C]"
        + " | --scaffold [--kills 200] [--seed 1] [--in-flight 4] [--templates twelve,plain,twelve-fails,green] [--chaos SEED]"
        + " | --remote [--kills 100] [--seed 1] [--in-flight 3]"
        + " | --catalog [--kills 50] [--entities 10000] [--seed 1]"
        + " | --metrics [--kills 100] [--events 2000] [--seed 1]"
        + " | --drift [--kills 100] [--repositories 300] [--seed 1]";

    public async Task<int> RunAsync(string[] args)
    {
        if (args is [ToyHost.ChildArgument, ..])
        {
            return await ToyHost.RunAsync(args[1..]);
        }

        var arguments = new BenchmarkArguments(args);
        if (arguments.Has("scaffold"))
        {
            return await ScaffoldKillProgram.RunAsync(arguments);
        }

        if (arguments.Has("remote"))
        {
            return await RemoteKillProgram.RunAsync(arguments);
        }

        if (arguments.Has("catalog"))
        {
            return await CatalogKillProgram.RunAsync(arguments);
        }

        if (arguments.Has("metrics"))
        {
            return await MetricsKillProgram.RunAsync(arguments);
        }

        if (arguments.Has("drift"))
        {
            return await DriftKillProgram.RunAsync(arguments);
        }

        if (arguments.Has("toy"))
        {
            return await ToyKill.RunAsync(arguments);
        }

        Console.Error.WriteLine($"Say which host to kill.{Environment.NewLine}  {Name}: {Description}");
        return 2;
    }
}
