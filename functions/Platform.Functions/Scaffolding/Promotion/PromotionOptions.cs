using Microsoft.Extensions.Options;

namespace Platform.Functions.Scaffolding.Promotion;

public sealed class PromotionOptions
{
    public const string Required = "required";
    public const string Off = "off";

    /// <value>
    /// <c>required</c>: everybody is offered the version of a template that was promoted last. <c>off</c>: the folder's, at once.
    /// </value>
    public string TemplatePromotion { get; set; } = Off;

    /// <value>Where canaries are made and taken back; when empty none is, and nothing can be promoted.</value>
    public string TemplateCanaryOrganization { get; set; } = string.Empty;

    /// <value>When the offered versions are tried again, as NCRONTAB.</value>
    public string TemplateVerifySchedule { get; set; } = string.Empty;
}

internal sealed class PromotionOptionsValidation : IValidateOptions<PromotionOptions>
{
    public ValidateOptionsResult Validate(string? name, PromotionOptions options) =>
        options.TemplatePromotion is PromotionOptions.Required or PromotionOptions.Off
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{nameof(options.TemplatePromotion)} is '{options.TemplatePromotion}'; expected required or off.");
}
