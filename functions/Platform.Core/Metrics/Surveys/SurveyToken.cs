using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Surveys;

/// <summary>
/// Lets its holder answer once: it says the survey, the round and the cell, and has a mark that is its own. A person's token is
/// the same however often it is asked for, so that two invitations are no two votes; without the round's key, which is removed
/// when the round closes, a mark leads to nobody.
/// </summary>
public sealed record SurveyToken
{
    private const string Prefix = "svt1";
    private const int Size = 16;

    private readonly string _text;

    private SurveyToken(string survey, int round, int cell, string mark, string text) =>
        (Survey, Round, Cell, Used, _text) = (survey, round, cell, ContentHash.Of(mark)[..32], text);

    public string Survey { get; }

    public int Round { get; }

    public int Cell { get; }

    /// <value>What is kept of a token that was used; it can't be used to answer.</value>
    public string Used { get; }

    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static SurveyToken Issue(string key, string survey, int round, int cell, string person)
    {
        var mark = Base64Url.EncodeToString(Mac(key, $"mark\n{survey}\n{round}\n{person}"));
        return new(survey, round, cell, mark, Text(key, survey, round, cell, mark));
    }

    /// <summary>Whether it has a token's form; only <see cref="IsGenuine"/> says whether it is one.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SurveyToken? token)
    {
        token = null;
        if (text is not { Length: < 200 } || text.Split('.') is not [Prefix, var survey, var round, var cell, var mark, _]
            || !SurveyDefinitionParser.IsId(survey)
            || !int.TryParse(round, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            return false;
        }

        token = new(survey, number, place, mark, text);
        return true;
    }

    public bool IsGenuine(string key) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(Text(key, Survey, Round, Cell, _text.Split('.')[4])), Encoding.UTF8.GetBytes(_text));

    /// <summary>For whoever is to hold it; <see cref="ToString"/> does not give it away.</summary>
    public string Reveal() => _text;

    public override string ToString() => $"{Prefix}…";

    private static string Text(string key, string survey, int round, int cell, string mark)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{Prefix}.{survey}.{round}.{cell}.{mark}");
        return $"{head}.{Base64Url.EncodeToString(Mac(key, $"token\n{head}"))}";
    }

    private static ReadOnlySpan<byte> Mac(string key, string text) =>
        HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(text)).AsSpan(0, Size);
}
