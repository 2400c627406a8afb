using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Platform.Core.Health;

namespace Platform.Adapters.Storage.Health;

/// <summary>
/// Compares our clock with storage's. Storage refuses signatures that are 15 minutes off; webhook windows are 5, app tokens for
/// GitHub 1.
/// </summary>
public sealed class ClockProbe(BlobServiceClient blobs, TimeProvider clock) : IProbe
{
    private const string Fix =
        "Let the machine keep its time by NTP (timedatectl set-ntp true; w32tm /resync), then restart the app.";

    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Broken = TimeSpan.FromMinutes(5);

    public static Finding Explain(Exception failure) => BlobProbe.Explain(failure);

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow();
        var answer = await AnswerAsync(cancellationToken);
        var after = clock.GetUtcNow();
        if (answer?.Headers.Date is not { } theirs)
        {
            return Finding.Fine("Storage tells no time to compare with.");
        }

        // The answer was stamped between the two; the stamp has whole seconds.
        var skew = theirs < before ? before - theirs : theirs > after ? theirs - after : TimeSpan.Zero;
        var seconds = Math.Floor(skew.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var message = $"This machine's clock and storage's are {seconds} s apart.";
        return skew >= Broken ? Finding.Failed($"{message} Signatures are refused from 5 minutes on.", Fix)
            : skew >= Tolerated ? Finding.Warning(message, Fix)
            : Finding.Fine("This machine's clock agrees with storage's.");
    }

    private async Task<Response?> AnswerAsync(CancellationToken cancellationToken)
    {
        try
        {
            var container = blobs.GetBlobContainerClient(HealthStorage.Container);
            return (await container.GetPropertiesAsync(cancellationToken: cancellationToken)).GetRawResponse();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            // That the container is not there yet is also said at a certain time.
            return missing.GetRawResponse();
        }
    }
}
