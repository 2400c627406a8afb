namespace Platform.Core.Scaffolding.Actions.Remote;

internal static class RemoteTexts
{
    private const int Longest = 2000;

    /// <summary>What others say, in the length of a message.</summary>
    public static string Short(string text) => text.Length <= Longest ? text : $"{text[..Longest]} ...";
}
