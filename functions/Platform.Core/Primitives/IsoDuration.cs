using System.Xml;

namespace Platform.Core.Primitives;

/// <summary>Lengths of time as ISO 8601 writes them: <c>PT4H</c>, <c>P7D</c>, <c>PT1M30S</c>.</summary>
public static class IsoDuration
{
    /// <summary>Null for what is no length of time, or goes backwards.</summary>
    public static TimeSpan? ParseOrNull(string? written)
    {
        if (written is null)
        {
            return null;
        }

        try
        {
            return XmlConvert.ToTimeSpan(written) is var length && length >= TimeSpan.Zero ? length : null;
        }
        catch (Exception refused) when (refused is FormatException or OverflowException)
        {
            return null;
        }
    }
}
