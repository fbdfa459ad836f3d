using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Funnel.Accounts;

/// <summary>One merchant account, as configured. Section <c>Funnel:Accounts:N</c>.</summary>
public sealed class AccountOptions
{
    /// <summary>Our name for it, in ids, lists and logs: 1–40 lower-case letters, digits or '-'. Never change it: leads are keyed by it.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,40}$", ErrorMessage = "must be 1–40 lower-case letters, digits or '-'")]
    public string Id { get; set; } = "";

    /// <summary>
    /// Name of the source: <c>douyin</c>, <c>oceanengine</c>, <c>kuaishou</c>, <c>instagram</c>, <c>tiktok</c>, <c>youtube</c>; <c>assist</c> for any platform whose comments are handed
    /// over.
    /// </summary>
    [Required]
    public string Platform { get; set; } = "";

    /// <summary>With <c>assist</c>: what operators call the platform, such as 小红书.</summary>
    [StringLength(40, ErrorMessage = "must be at most 40 characters")]
    public string PlatformName { get; set; } = "";

    /// <summary>What operators read.</summary>
    internal string ShownPlatform => PlatformName.Length > 0 ? PlatformName : Platform;

    /// <summary>What operators read.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// The merchant's user id on the platform, of ads the advertiser's id: needed, but with <c>assist</c>. There it may be the id or the name under which the merchant's own comments are exported.
    /// </summary>
    public string OpenId { get; set; } = "";

    /// <summary>Token to start with, from the OAuth page, where the platform has one. Once started, renewed tokens live in the store and this one is only read again when it changes.</summary>
    public string AccessToken { get; set; } = "";

    /// <summary>The token that renews the other.</summary>
    public string RefreshToken { get; set; } = "";

    /// <summary>The merchant's offset from UTC: days of leads and counts begin at the midnight of it. A change concerns what comes after it.</summary>
    [Required, RegularExpression("^[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)$", ErrorMessage = "must be an offset such as +08:00, between -14:00 and +14:00")]
    public string UtcOffset { get; set; } = "+08:00";

    /// <summary><see cref="UtcOffset"/>, read.</summary>
    internal TimeSpan Offset => TimeSpan.ParseExact(UtcOffset.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture) * (UtcOffset[0] == '-' ? -1 : 1);

    /// <summary>
    /// Whose it is, where several merchants share one deployment: 1–40 lower-case letters, digits or '-'. Offers, do-not-contact, staff's rights and numbers are each merchant's own.
    /// Empty where there is one merchant.
    /// </summary>
    [RegularExpression("^[a-z0-9-]{0,40}$", ErrorMessage = "must be 1–40 lower-case letters, digits or '-'")]
    public string Merchant { get; set; } = "";

    /// <summary>What the account costs the merchant a day, in <c>measure.currency</c>: staff, adverts, tools. Reports say by it what a contact costs; 0 = nothing is said.</summary>
    [Range(0, 1_000_000_000.0)]
    public double CostPerDay { get; set; }

    /// <summary>Kill switch: nothing is read or sent for this account.</summary>
    public bool Paused { get; set; }

    /// <summary>How much, how fast and when is sent for this account; the product's own (<c>sending</c>) where it is absent.</summary>
    public SendingOptions? Sending { get; set; }

    /// <summary>
    /// How people who asked get their contact link: <c>chat</c>, in the private chat as soon as the platform opens it; <c>reply</c>, in the public reply, where the platform
    /// lets a link stand there; <c>hand</c>, staff writes to them, which is a task; <c>nobody</c>, not at all. By default the first of these that the platform's API permits.
    /// </summary>
    public InviteBy? Invite { get; set; }

    /// <summary>
    /// Whether staff follows whoever asked on the platform, once each, which is a task of its own: so that they notice, or may be written to where that takes it. No platform lets a
    /// program do so.
    /// </summary>
    public bool Follow { get; set; }

    /// <summary>
    /// The address of a person's page on the platform, such as <c>https://example.com/user/{person}</c>, where <c>{person}</c> is the person's id as it is known here. Tasks lead to
    /// it; empty where ids lead nowhere.
    /// </summary>
    [RegularExpression(@"^(https://[^\s/]+/\S*\{person\}\S*)?$", ErrorMessage = "must be an https address that says by the word person in braces where the id stands")]
    public string PersonPage { get; set; } = "";

    /// <summary>A person's page; null where nobody knows its address, as of who is known by name alone (<c>@name</c>).</summary>
    internal Uri? PageOf(string person) => PersonPage.Length > 0 && !person.StartsWith('@')
        && Uri.TryCreate(PersonPage.Replace("{person}", Uri.EscapeDataString(person), StringComparison.Ordinal), UriKind.Absolute, out var page) ? page : null;

    /// <summary>The card that carries the contact link in the private chat. Without it, invitations wait for a person.</summary>
    public CardOptions? Card { get; set; }
}

/// <summary>How people get their contact link.</summary>
public enum InviteBy
{
    /// <summary>In the private chat, by the platform's API.</summary>
    Chat,

    /// <summary>In the public reply.</summary>
    Reply,

    /// <summary>Staff writes to them by hand.</summary>
    Hand,

    /// <summary>Nobody is invited: whoever wants to comes by themselves.</summary>
    Nobody,
}

/// <summary>A mini-program card template on the source platform. Plain links are refused in private messages there.</summary>
public sealed class CardOptions
{
    /// <summary>The template's card_template_id.</summary>
    [Required]
    public string TemplateId { get; set; } = "";

    /// <summary>The mini program that the card opens.</summary>
    [Required]
    public string AppId { get; set; } = "";

    /// <summary>The page that opens, without query.</summary>
    [Required]
    public string Path { get; set; } = "";

    /// <summary>The page's query: <c>{link}</c> is the contact link, <c>{token}</c> the person's token, <c>{text}</c> the chat wording; each URL-encoded.</summary>
    [Required]
    public string Query { get; set; } = "link={link}&title={text}";
}
