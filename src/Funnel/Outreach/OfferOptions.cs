using System.ComponentModel.DataAnnotations;
using Funnel.Triage;

namespace Funnel.Outreach;

/// <summary>What is promised, to whom, in which words. Section <c>Funnel:Offers:N</c>.</summary>
public sealed class OfferOptions
{
    /// <summary>Its name in ids: 1–40 lower-case letters, digits or '-'. Never reuse one for another promise: one reply per person and offer.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,40}$", ErrorMessage = "must be 1–40 lower-case letters, digits or '-'")]
    public string Id { get; set; } = "";

    /// <summary>What operators read.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whose it is, as <c>accounts[].merchant</c> names them: it answers in that merchant's accounts alone. Left out where accounts name none.</summary>
    public string? Merchant { get; set; }

    /// <summary>Accounts it belongs to; empty = all of the merchant's.</summary>
    public List<string> Accounts { get; set; } = [];

    /// <summary>Videos it belongs to; empty = any.</summary>
    public List<string> Videos { get; set; } = [];

    /// <summary>Kinds of inquiries it answers; empty = any.</summary>
    public List<InquiryKind> Kinds { get; set; } = [];

    /// <summary>The merchant's own words, before the model.</summary>
    public RuleOptions Rules { get; set; } = new();

    /// <summary>
    /// Public replies, as variants. <c>{nick}</c> is the person's name on the platform, left out with its @ and punctuation where it is none, or not to be said in public
    /// (<c>nickInReply</c>). No links, phone numbers or WeChat words: anybody reads them.
    /// </summary>
    [MinLength(1, ErrorMessage = "needs at least one wording")]
    public List<string> Reply { get; set; } = [];

    /// <summary>
    /// Whether public replies say the person's name where <c>{nick}</c> stands. Strangers choose their names, so by default the name is left out in public, with its @ and
    /// punctuation. A name is said only when it is harmless; the chat says such a name in any case.
    /// </summary>
    public bool? NickInReply { get; set; }

    /// <summary>By what its public wordings are judged: the share of people who came so far. Better ones are said more often. Added by default.</summary>
    public WordingReward? Reward { get; set; }

    /// <summary>What the contact card says, as variants.</summary>
    [MinLength(1, ErrorMessage = "needs at least one wording")]
    public List<string> Chat { get; set; } = [];

    /// <summary>The welcome message, as variants.</summary>
    [MinLength(1, ErrorMessage = "needs at least one wording")]
    public List<string> Welcome { get; set; } = [];

    /// <summary>What is delivered with the welcome; each is exactly one of link, image, file, miniProgram.</summary>
    [MaxLength(9, ErrorMessage = "must be at most 9, which is what one welcome message carries")]
    public List<MaterialOptions> Materials { get; set; } = [];

    /// <summary>The contact path that is handed out, such as <c>wecom</c>; may be left out where there is only one.</summary>
    public string? ContactPath { get; set; }

    /// <summary>
    /// Contact paths in order of preference, after <c>contactPath</c> where that is given: the first that is switched on and can be used is taken. One whose quota is used up, or which
    /// refuses, is passed over for the next.
    /// </summary>
    [MaxLength(8, ErrorMessage = "must be at most 8")]
    public List<string>? ContactPaths { get; set; }

    /// <summary>The group (<c>groups[].id</c>) into which its people are invited; left out, into none.</summary>
    public string? Group { get; set; }

    /// <summary>Left out, nobody is asked to bring friends.</summary>
    public ReferralOptions? Referral { get; set; }

    /// <summary>Tags the contact gets.</summary>
    public List<string> Tags { get; set; } = [];
}

/// <summary>The merchant's own rules: first tier of triage.</summary>
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
    /// <summary>A card that opens a page.</summary>
    public LinkOptions? Link { get; set; }

    /// <summary>Path of a JPG or PNG of at most 10 MB.</summary>
    public string? Image { get; set; }

    /// <summary>Path of a file of at most 20 MB; its name is what the person sees.</summary>
    public string? File { get; set; }

    /// <summary>A card that opens a mini program.</summary>
    public MiniProgramOptions? MiniProgram { get; set; }

    /// <summary>Paths of all files in it.</summary>
    internal IEnumerable<string> Files => new[] { Image, File, MiniProgram?.Cover }.OfType<string>();
}

public sealed class LinkOptions
{
    /// <summary>What stands on the card.</summary>
    [Required]
    public string Title { get; set; } = "";

    /// <summary>The page.</summary>
    [Required]
    public Uri? Url { get; set; }

    /// <summary>A second line on the card.</summary>
    public string? Description { get; set; }

    /// <summary>The card's picture.</summary>
    public Uri? Picture { get; set; }
}

public sealed class MiniProgramOptions
{
    /// <summary>What stands on the card.</summary>
    [Required]
    public string Title { get; set; } = "";

    /// <summary>The mini program's id.</summary>
    [Required]
    public string AppId { get; set; } = "";

    /// <summary>Its page, with query.</summary>
    [Required]
    public string Page { get; set; } = "";

    /// <summary>Path of the cover picture.</summary>
    [Required]
    public string Cover { get; set; } = "";
}
