using System.Text.RegularExpressions;

namespace Platform.Core.Catalog.Validation;

/// <summary>The formats of Backstage's field format policy, each with the sentence that explains it.</summary>
internal static partial class FieldFormats
{
    public const string NameRequirements = "1 to 63 of [a-zA-Z0-9], with any of [-_.] in between";
    public const string NamespaceRequirements = "1 to 63 of [a-z0-9], with [-] in between";
    public const string KindRequirements = "1 to 63 of [a-zA-Z0-9], starting with a letter";
    public const string ApiVersionRequirements = "a version like v1alpha1, optionally after a domain and '/'";
    public const string TagRequirements = "1 to 63 of [a-z0-9:+#], with [-] in between";
    public const string KeyRequirements =
        "a name of at most 63 of [a-zA-Z0-9] with [-_.] in between, optionally after a domain and '/'";
    public const string LabelValueRequirements = "an empty string, or " + NameRequirements;
    public const string NotBlankRequirements = "a string that is not blank";

    private const int LongestLabel = 63;
    private const int LongestDomain = 253;

    public static bool IsName(string text) => text.Length <= LongestLabel && Name().IsMatch(text);

    public static bool IsNamespace(string text) => text.Length <= LongestLabel && DnsLabel().IsMatch(text);

    public static bool IsKind(string text) => text.Length <= LongestLabel && Kind().IsMatch(text);

    public static bool IsTag(string text) => text.Length <= LongestLabel && Tag().IsMatch(text);

    public static bool IsLabelValue(string text) => text.Length == 0 || IsName(text);

    /// <summary>What JavaScript's <c>trim</c> leaves something of; it takes a byte order mark, too, and leaves U+0085.</summary>
    public static bool IsNotBlank(string text) => text.Any(c => c == '\u0085' || (!char.IsWhiteSpace(c) && c != '\ufeff'));

    public static bool IsApiVersion(string text) =>
        IsPrefixed(text, suffix => suffix.Length <= LongestLabel && Version().IsMatch(suffix));

    public static bool IsKey(string text) => IsPrefixed(text, IsName);

    private static bool IsPrefixed(string text, Func<string, bool> suffix) => text.Split('/') switch
    {
        [var only] => suffix(only),
        [var domain, var name] => IsDomain(domain) && suffix(name),
        _ => false,
    };

    private static bool IsDomain(string text) =>
        text.Length is > 0 and <= LongestDomain
        && text.Split('.').All(label => label.Length <= LongestLabel && DnsLabel().IsMatch(label));

    [GeneratedRegex(@"\A[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z0-9]+(?:-+[a-z0-9]+)*\z")]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"\A[a-zA-Z][a-z0-9A-Z]*\z")]
    private static partial Regex Kind();

    [GeneratedRegex(@"\A[a-z0-9A-Z]+\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*\z")]
    private static partial Regex Tag();
}
