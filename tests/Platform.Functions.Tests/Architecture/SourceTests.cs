using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Architecture;

/// <summary>Rules that a reviewer would otherwise have to remember.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 300;
    private const int LongestLine = 130;
    private const int LongestTrigger = 60;
    private const int LongestProgram = 70;

    private static readonly string[] Production = ["functions"];

    [Fact]
    public void Files_and_lines_stay_short_enough_to_read()
    {
        var tooLong = SourceTree.Under("functions", "tests")
            .Where(file => file.Lines.Length > LongestFile || file.Lines.Any(line => line.Length > LongestLine))
            .Select(file => $"{file}: {file.Lines.Length} lines, the longest {file.Lines.Max(line => line.Length)} characters");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void The_core_knows_no_Azure_no_HTTP_and_no_Octokit() => Assert.DoesNotContain(
        SourceTree.Under("functions/Platform.Core"), file => file.Lines.Any(ForeignToCore().IsMatch));

    [Fact]
    public void The_adapters_know_no_functions() => Assert.DoesNotContain(
        SourceTree.Under("functions/Platform.Adapters"), file => file.Lines.Any(FunctionsApi().IsMatch));

    [Fact]
    public void Nothing_but_the_program_asks_which_runtime_it_is_on() => Assert.Equal(
        ["functions/Platform.Functions/Program.cs"],
        SourceTree.Under(Production).Where(
            file => file.Lines.Any(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)))
            .Select(file => file.Path));

    [Fact]
    public void The_functions_name_the_local_runtime_in_the_command_line_only() => Assert.DoesNotContain(
        SourceTree.Under("functions/Platform.Functions").Where(file => !file.Path.Contains("/Cli/", StringComparison.Ordinal)),
        file => file.Lines.Any(line => line.Contains("Platform.Local")));

    [Fact]
    public void Code_that_decides_takes_its_clock_and_its_ids_as_arguments() => Assert.DoesNotContain(
        SourceTree.Under("functions/Platform.Core", "functions/Platform.Functions")
            .Where(file => !file.Path.Contains("/Cli/", StringComparison.Ordinal)),
        file => file.Lines.Any(ClockOrRandomId().IsMatch));

    [Fact]
    public void The_composition_is_a_table_of_contents() => Assert.All(
        SourceTree.Under("functions/Platform.Functions")
            .Where(file => Path.GetFileName(file.Path) is "Program.cs" or "PlatformApp.cs"),
        file => Assert.InRange(file.Lines.Length, 1, LongestProgram));

    [Fact]
    public void A_trigger_binds_calls_and_answers_and_no_more()
    {
        var triggers = FunctionsByType().Select(type => type.Name + ".cs").ToHashSet();

        Assert.All(
            SourceTree.Under("functions/Platform.Functions").Where(file => triggers.Contains(Path.GetFileName(file.Path))),
            file => Assert.True(
                file.Lines.Length <= LongestTrigger, $"{file} has {file.Lines.Length} lines; expected {LongestTrigger}."));
    }

    [Fact]
    public void Every_capability_under_test_has_a_folder_of_its_name()
    {
        var orphans = new[] { "Core", "Adapters", "Functions" }.SelectMany(project =>
            Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Path, $"tests/Platform.{project}.Tests"))
                .Select(folder => Path.GetFileName(folder))
                .Where(capability => capability is not ("Architecture" or "bin" or "obj"))
                .Where(capability => !IsFolderOf($"functions/Platform.{project}", capability) && !IsFolderOf("", capability))
                .Select(capability => $"Platform.{project}.Tests/{capability}"));

        Assert.Empty(orphans);
    }

    // Whatever the file system makes of case: what stands at the top level has a small initial.
    private static bool IsFolderOf(string parent, string name) =>
        Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Path, parent))
            .Any(folder => Path.GetFileName(folder).Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Type> FunctionsByType() => typeof(PlatformApp).Assembly.GetTypes()
        .Where(type => type.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>() is not null));

    [GeneratedRegex(@"\b(?:Azure\.|Microsoft\.Azure|Octokit|System\.Net\.Http|Microsoft\.AspNetCore|HttpClient)\b")]
    private static partial Regex ForeignToCore();

    [GeneratedRegex(@"\bMicrosoft\.(?:Azure\.Functions|DurableTask|AspNetCore)\b")]
    private static partial Regex FunctionsApi();

    [GeneratedRegex(@"\b(?:DateTime|DateTimeOffset)\.(?:UtcNow|Now)\b|\bGuid\.NewGuid\b")]
    private static partial Regex ClockOrRandomId();
}
