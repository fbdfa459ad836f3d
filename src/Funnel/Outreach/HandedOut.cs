using Funnel.Reasons;

namespace Funnel.Outreach;

/// <summary>What a person is handed.</summary>
/// <param name="Link">What a program may write to them; null where only somebody by hand can pass it on.</param>
public sealed record HandedOut(Uri? Link)
{
    /// <summary>Address of a picture of a QR code, for a page that shows it or for whoever sends it by hand.</summary>
    public Uri? Picture { get; init; }

    /// <summary>A WeChat id, for whoever passes it on by hand, in private.</summary>
    public string? Id { get; init; }

    /// <summary>Why no program passes it on; null where one may.</summary>
    public Reason? WhyByHand { get; init; }

    /// <summary>The words with what follows them in a private message.</summary>
    internal string After(string text) => (Link?.AbsoluteUri ?? Id) is { } what ? $"{text} {what}" : text;
}
