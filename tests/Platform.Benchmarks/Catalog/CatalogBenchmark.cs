using Platform.Benchmarks.Catalog.Scale;
using Platform.Benchmarks.Reporting;

namespace Platform.Benchmarks.Catalog;

/// <summary>The catalog's programs: what descriptors cost to judge, and whether anything breaks their reader.</summary>
internal sealed class CatalogBenchmark : IBenchmark
{
    public string Name => "catalog";

    public string Description =>
        "--entities N [--clients 8] [--seconds 5] [--pushes 50] [--repositories 200] | --path PATH [--clients 8] | "
        + "--store [--entities 10000] [--each 1] [--on-disk] | --load [--entities 100000] | "
        + "--parse [--documents 20000] [--seconds 10] | --fuzz 1000000 [--seed 1] [--threads N] [--keep FOLDER]";

    public async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        if (arguments.Has("parse"))
        {
            return await ParseProgram.RunAsync(arguments);
        }

        if (arguments.Has("store"))
        {
            return await StoreProgram.RunAsync(arguments);
        }

        if (arguments.Has("load"))
        {
            return await LoadProgram.RunAsync(arguments);
        }

        if (arguments.Has("entities"))
        {
            return await ScaleProgram.RunAsync(arguments);
        }

        if (arguments.Has("path"))
        {
            return await PathsProgram.RunAsync(arguments);
        }

        if (arguments.Has("fuzz"))
        {
            return await FuzzProgram.RunAsync(arguments);
        }

        Console.Error.WriteLine($"Say what to do.{Environment.NewLine}  {Name}: {Description}");
        return 2;
    }
}
