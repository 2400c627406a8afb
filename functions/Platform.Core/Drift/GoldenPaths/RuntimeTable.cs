using System.Globalization;

namespace Platform.Core.Drift.GoldenPaths;

/// <summary>When security support of runtimes ends, as their makers have announced it; golden-path.yaml replaces it by
/// product.</summary>
internal static class RuntimeTable
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, DateOnly>> Usual { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, DateOnly>>
        {
            ["nodejs"] = Of(
                "10 2021-04-30", "11 2019-06-01", "12 2022-04-30", "13 2020-06-01", "14 2023-04-30", "15 2021-06-01",
                "16 2023-09-11", "17 2022-06-01", "18 2025-04-30", "19 2023-06-01", "20 2026-04-30", "21 2024-06-01",
                "22 2027-04-30", "23 2025-06-01", "24 2028-04-30", "25 2026-06-01"),
            ["python"] = Of(
                "2.7 2020-01-01", "3.5 2020-09-30", "3.6 2021-12-23", "3.7 2023-06-27", "3.8 2024-10-07", "3.9 2025-10-31",
                "3.10 2026-10-31", "3.11 2027-10-31", "3.12 2028-10-31", "3.13 2029-10-31", "3.14 2030-10-31"),
            ["dotnet"] = Of(
                "2.1 2021-08-21", "3.0 2020-03-03", "3.1 2022-12-13", "5 2022-05-10", "6 2024-11-12", "7 2024-05-14",
                "8 2026-11-10", "9 2026-11-10", "10 2028-11-14"),
            ["go"] = Of(
                "1.17 2022-08-02", "1.18 2023-02-01", "1.19 2023-08-08", "1.20 2024-02-06", "1.21 2024-08-13", "1.22 2025-02-11",
                "1.23 2025-08-12", "1.24 2026-02-11"),
            ["java"] = Of(
                "7 2022-07-31", "8 2030-12-31", "9 2018-03-20", "10 2018-09-25", "11 2032-01-31", "12 2019-09-17", "13 "
                    + "2020-03-17",
                "14 2020-09-16", "15 2021-03-16", "16 2021-09-14", "17 2029-09-30", "18 2022-09-20", "19 2023-03-21",
                "20 2023-09-19", "21 2031-09-30", "22 2024-09-17", "23 2025-03-18", "24 2025-09-16", "25 2033-09-30"),
        };

    private static Dictionary<string, DateOnly> Of(params string[] cycles) => cycles
        .Select(cycle => cycle.Split(' '))
        .ToDictionary(parts => parts[0], parts => DateOnly.ParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
