using System.Globalization;
using System.Text;

namespace Platform.Local.Forge.Shapes;

/// <summary>Absolute addresses in answers and payloads; the root is known once the forge listens.</summary>
internal sealed class Urls(Func<string> root)
{
    /// <value>Without a slash at the end.</value>
    public string Root => root();

    public string Repository(string fullName) => $"{Root}/repos/{fullName}";

    public string User(string login) => $"{Root}/users/{login}";

    public string Html(string fullName) => $"{Root}/{fullName}";

    /// <summary>GitHub's opaque node ids: stable, and different for every kind.</summary>
    public static string NodeId(string kind, object id) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}:{id}")));

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
