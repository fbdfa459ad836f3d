using System.ComponentModel.DataAnnotations;
using Funnel.Triage;

namespace Funnel.Outreach;

/// <summary>What is promised, to whom, in which words. Section <c>Funnel:Offers:N</c>.</summary>
public sealed class OfferOptions
{
    /// <summary>Its name in ids: 1–40 lower-case letters, digits or '-'. Never reuse one for another promise: one reply per person and offer.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,40}$", ErrorMessage = "must be 1–40 lower-case letters, digits or '-'")]
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Accounts it belongs to; empty = all.</summary>
    public List<string> Accounts { get; set; } = [];

    /// <summary>Videos it belongs to; empty = any.</summary>
    public List<string> Videos { get; set; } = [];

    /// <summary>Kinds of inquiries it answers; empty = any.</summary>
    public List<InquiryKind> Kinds { get; set; } = [];

    public RuleOptions Rules { get; set; } = new();

    /// <summary>Public replies, as variants. <c>{nick}</c> is the person's name on the platform.</summary>
    [MinLength(1, ErrorMessage = "needs at least one wording")]
    public List<string> Reply { get; set; } = [];

    /// <summary>What the contact card says, as variants.</summary>
    [MinLength(1, ErrorMessage = "needs at least one wording")]
    public List<string> Chat { get; set; } = [];

    /// <summary>The welcome message, as variants.</summary>
    [MinLength(1, ErrorMessage = "needs at least one wording")]
    public List<string> Welcome { get; set; } = [];

    /// <summary>What is delivered with the welcome: at most 9.</summary>
    [MaxLength(9, ErrorMessage = "holds more than 9 materials, which is what one welcome message carries")]
    public List<MaterialOptions> Materials { get; set; } = [];

    /// <summary>The connector whose contact link is handed out, such as <c>wecom</c>; may be left out where there is only one.</summary>
    public string? ContactPath { get; set; }

    /// <summary>Tags the contact gets.</summary>
    public List<string> Tags { get; set; } = [];
}

/// <summary>The merchant's own rules: first rung of triage.</summary>
public sealed class RuleOptions
{
    /// <summary>A comment that contains one of these is an inquiry.</summary>
    public List<string> Contains { get; set; } = [];

    /// <summary>A comment that is exactly one of these is an inquiry.</summary>
    public List<string> Exact { get; set; } = [];

    /// <summary>A comment that contains one of these never is.</summary>
    public List<string> Exclude { get; set; } = [];
}

/// <summary>One material: exactly one of the parts is set.</summary>
public sealed class MaterialOptions
{
    public LinkOptions? Link { get; set; }

    /// <summary>Path of a JPG or PNG of at most 10 MB.</summary>
    public string? Image { get; set; }

    /// <summary>Path of a file of at most 20 MB; its name is what the person sees.</summary>
    public string? File { get; set; }

    public MiniProgramOptions? MiniProgram { get; set; }
}

public sealed class LinkOptions
{
    [Required]
    public string Title { get; set; } = "";

    [Required]
    public Uri? Url { get; set; }

    public string? Description { get; set; }

    public Uri? Picture { get; set; }
}

public sealed class MiniProgramOptions
{
    [Required]
    public string Title { get; set; } = "";

    [Required]
    public string AppId { get; set; } = "";

    [Required]
    public string Page { get; set; } = "";

    /// <summary>Path of the cover picture.</summary>
    [Required]
    public string Cover { get; set; } = "";
}
