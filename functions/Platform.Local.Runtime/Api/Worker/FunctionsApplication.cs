using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplication
{
    /// <summary>Begins a function app. Its functions are those of the calling assembly.</summary>
    // Not inlined: an inlined frame would make the caller's caller the calling assembly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(args, Assembly.GetCallingAssembly());

    internal static FunctionsApplicationBuilder CreateBuilder(string[] args, Assembly functions) => new(args, functions.GetTypes);

    internal static FunctionsApplicationBuilder CreateBuilder(string[] args, params Type[] functions) =>
        new(args, () => functions);
}
