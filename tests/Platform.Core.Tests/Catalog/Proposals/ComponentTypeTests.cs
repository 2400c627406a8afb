namespace Platform.Core.Tests.Catalog.Proposals;

public sealed class ComponentTypeTests
{
    [Theory]
    [InlineData(
        "package.json", """{"dependencies":{"next":"15","react-dom":"19"}}""", "website", "package.json depends on next.")]
    [InlineData("index.html", "", "website", "There is index.html, which browsers show.")]
    [InlineData(
        "package.json", """{"dependencies":{"fastify":"5","react-dom":"19"}}""", "service", "package.json depends on fastify.")]
    [InlineData("package.json", """{"main":"index.js","peerDependencies":{"react-dom":"19"}}""", "library",
        "package.json has 'main', which is for those who import it.")]
    [InlineData("package.json", """{"main":"index.js","bin":{"x":"y"}}""", "other", null)]
    [InlineData("package.json", """["not", "an", "object"]""", "other", null)]
    [InlineData("Dockerfile", "FROM scratch", "service", "There is Dockerfile, so something runs.")]
    [InlineData("charts/orders/Chart.yaml", "", "service", "There is charts, so something runs.")]
    [InlineData("requirements.txt", "Flask==3.0\n", "service", "requirements.txt names Flask.")]
    [InlineData("pyproject.toml", "[build-system]\n", "library", "pyproject.toml names build-system.")]
    [InlineData("src/Orders/Orders.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\">", "service",
        "src/Orders/Orders.csproj names Microsoft.NET.Sdk.Web.")]
    [InlineData("src/Orders/Orders.csproj", "<PackageId>Acme.Orders</PackageId>", "library",
        "src/Orders/Orders.csproj names PackageId.")]
    [InlineData("test/Orders.Tests.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\">", "other", null)]
    [InlineData("pom.xml", "<artifactId>spring-boot-starter</artifactId>", "service", "pom.xml names spring-boot.")]
    [InlineData("go.mod", "require github.com/go-chi/chi/v5 v5.0.0", "service", "go.mod names go-chi/chi.")]
    [InlineData("src/lib.rs", "", "library", "There is src/lib.rs, which others link.")]
    [InlineData("orders.gemspec", "", "library", "orders.gemspec makes a package for others.")]
    [InlineData("main.tf", "", "other", null)]
    public async Task The_type_follows_from_a_file_and_says_which(string path, string text, string type, string? reason)
    {
        var field = (await new AnalysisWorld().With(path, text).OneAsync()).Field("spec.type");

        Assert.Equal(type, field.Value);
        if (reason is not null)
        {
            Assert.Equal(reason, field.Description);
        }
    }

    [Fact]
    public async Task A_page_in_a_container_is_still_a_page()
    {
        var world = new AnalysisWorld().With("Dockerfile").With("package.json", """{"dependencies":{"vue":"3"}}""");

        Assert.Equal("website", (await world.OneAsync()).ValueOf("spec.type"));
    }
}
