using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Functions.Tests.Infra;

/// <summary>
/// The compiler can't be had everywhere, so the files are read by a parser of the language and judged here: syntax, names,
/// modules with their parameters and outputs, files that are loaded. What Azure thinks of a value only a deployment tells.
/// </summary>
public sealed partial class BicepTests
{
    private static readonly string[] Functions =
    [
        "allowed", "concat", "contains", "description", "empty", "environment", "filter", "guid", "items", "join",
        "loadJsonContent", "maxLength", "maxValue", "minLength", "minValue", "objectKeys", "secure", "subscription",
        "subscriptionResourceId", "tenant", "toLower", "toObject", "union", "uniqueString",
    ];

    [Fact]
    public async Task Every_file_is_Bicep() => Assert.Empty(
        from file in await BicepFile.AllAsync() from error in file.Value.Errors select $"{file.Key}:{error}");

    [Fact]
    public async Task A_broken_file_would_be_noticed()
    {
        var parsed = await BicepFile.ParseAsync(new() { ["x"] = "param a string\nvar b = {\n  c: a\n" });

        Assert.NotEmpty(parsed["x"].Errors);
    }

    [Fact]
    public async Task What_is_named_is_declared() => Assert.Empty(
        from file in await BicepFile.AllAsync()
        from name in file.Value.Uses.Distinct()
        where !file.Value.Declared.Contains(name) && !file.Value.Locals.Contains(name)
        select $"{file.Key}: {name}");

    [Fact]
    public async Task What_is_declared_is_used() => Assert.Empty(
        from file in await BicepFile.AllAsync()
        from name in file.Value.Parameters.Select(parameter => parameter.Name).Concat(file.Value.Variables)
        where !file.Value.Uses.Contains(name)
        select $"{file.Key}: {name}");

    [Fact]
    public async Task Functions_are_those_of_the_language() => Assert.Empty(
        from file in await BicepFile.AllAsync()
        from name in file.Value.Functions.Except(Functions)
        select $"{file.Key}: {name}");

    [Fact]
    public async Task A_module_gets_every_parameter_that_it_needs_and_no_other()
    {
        var files = await BicepFile.AllAsync();

        Assert.All(
            files.SelectMany(file => file.Value.Modules),
            module =>
            {
                var parameters = files[module.Path].Parameters;
                Assert.Empty(module.Parameters.Except(parameters.Select(parameter => parameter.Name)));
                Assert.Empty(parameters.Where(parameter => parameter.Required).Select(parameter => parameter.Name)
                    .Except(module.Parameters));
            });
    }

    [Fact]
    public async Task Every_module_is_deployed()
    {
        var files = await BicepFile.AllAsync();

        Assert.Equal(
            files.Keys.Where(path => path != "main.bicep").Order(),
            files["main.bicep"].Modules.Select(module => module.Path).Order());
    }

    [Fact]
    public async Task An_output_that_is_asked_for_is_given()
    {
        var files = await BicepFile.AllAsync();
        var main = files["main.bicep"];
        var asked = main.Members.Select(member => OutputOf().Match(member)).Where(match => match.Success).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, match => Assert.Contains(
            match.Groups["output"].Value,
            files[main.Modules.Single(module => module.Name == match.Groups["module"].Value).Path].Outputs));
    }

    [Fact]
    public async Task What_is_loaded_exists_and_has_what_is_read_from_it()
    {
        var resources = await ReadAsync("resources.json");
        foreach (var (path, file) in await BicepFile.AllAsync())
        {
            var folder = Path.GetDirectoryName(Path.Combine(BicepFile.Root, path))!;
            Assert.All(file.Loads, load => Assert.True(File.Exists(Path.Combine(folder, load)), $"{path} loads {load}."));
            Assert.All(
                file.Members.Where(member => member.StartsWith("resources.", StringComparison.Ordinal)),
                member => Assert.NotNull(member.Split('.').Skip(1).Aggregate((JsonNode?)resources, (node, part) => node?[part])));
        }
    }

    [Fact]
    public async Task A_type_has_a_released_version_and_one_only()
    {
        var types = (await BicepFile.AllAsync()).Values.SelectMany(file => file.Resources).Select(resource => resource.Type)
            .Where(type => type != "queueServices")
            .Distinct().ToList();

        Assert.All(types, type => Assert.Matches(ReleasedType(), type));
        Assert.Equal(types.Count, types.Select(type => type.Split('@')[0]).Distinct().Count());
    }

    [Fact]
    public async Task The_parameter_file_gives_what_has_no_default_and_nothing_unknown()
    {
        var parameters = (await BicepFile.AllAsync())["main.bicep"].Parameters;
        var file = (await ReadAsync("main.parameters.json"))["parameters"]!.AsObject();
        var given = file.Select(parameter => parameter.Key).ToList();

        Assert.Empty(given.Except(parameters.Select(parameter => parameter.Name)));
        Assert.Empty(parameters.Where(parameter => parameter.Required).Select(parameter => parameter.Name).Except(given));
    }

    [Theory]
    [InlineData("modules/storage.bicep", "allowSharedKeyAccess: false")]
    [InlineData("modules/storage.bicep", "allowBlobPublicAccess: false")]
    [InlineData("modules/storage.bicep", "minimumTlsVersion: 'TLS1_2'")]
    [InlineData("modules/storage.bicep", "publicAccess: 'None'")]
    [InlineData("modules/monitoring.bicep", "DisableLocalAuth: true")]
    [InlineData("modules/vault.bicep", "enableRbacAuthorization: true")]
    [InlineData("modules/vault.bicep", "enablePurgeProtection: true")]
    [InlineData("modules/app.bicep", "httpsOnly: true")]
    [InlineData("modules/app.bicep", "ftpsState: 'Disabled'")]
    [InlineData("modules/app.bicep", "allow: false")]
    [InlineData("modules/app.bicep", "version: '10.0'")]
    public async Task No_key_opens_what_an_identity_can(string file, string property) =>
        Assert.Contains(property, (await BicepFile.AllAsync())[file].Literals);

    private static async Task<JsonNode> ReadAsync(string file) => JsonNode.Parse(
        await File.ReadAllTextAsync(Path.Combine(BicepFile.Root, file), TestContext.Current.CancellationToken))!;

    [GeneratedRegex(@"^(?<module>\w+)\.outputs\.(?<output>\w+)")]
    private static partial Regex OutputOf();

    [GeneratedRegex(@"^Microsoft\.[A-Za-z]+(/[A-Za-z]+)+@\d{4}-\d{2}-\d{2}$")]
    private static partial Regex ReleasedType();
}
