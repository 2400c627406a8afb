using System.Globalization;

namespace Platform.Core.Drift.Campaigns;

/// <summary>A campaign's progress in words.</summary>
public static class CampaignText
{
    private const int MostDays = 10;

    public static string Line(CampaignProgress campaign) => string.Create(
        CultureInfo.InvariantCulture,
        $"{campaign.Title}: {campaign.Count.Done} of {campaign.Count.Total} done ({campaign.Count.Share * 100:0} %), "
        + $"{campaign.Count.Exempt} of them exempt; {campaign.Count.Open} open until {campaign.Target:yyyy-MM-dd}.");

    /// <summary>The last few days.</summary>
    public static string Burned(CampaignProgress campaign) => $"Open: {string.Join(" > ", campaign.Burned.TakeLast(MostDays)
        .Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Open}")))}.";
}
