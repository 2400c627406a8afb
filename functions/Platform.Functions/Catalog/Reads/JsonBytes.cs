using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Functions.Catalog.Reads;

/// <summary>JSON that is written by hand looks like all other.</summary>
internal static class JsonBytes
{
    /// <summary>What is written this way is well formed by construction.</summary>
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
}
