using Funnel.Triage;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>The offers, and which of them answers a comment: by video first, then by the merchant's rules, then by kind.</summary>
public sealed class OfferBook(IOptions<FunnelOptions> options)
{
    private readonly Dictionary<string, Offer> offers = options.Value.Offers.Select(Offer.From).ToDictionary(o => o.Id, StringComparer.Ordinal);

    public IReadOnlyCollection<Offer> All => offers.Values;

    /// <exception cref="KeyNotFoundException">The offer was taken out of the configuration while leads still carry it.</exception>
    public Offer this[string id] => offers.TryGetValue(id, out var offer)
        ? offer
        : throw new KeyNotFoundException($"offer '{id}' is not configured any more, but leads carry it: put it back (it may be without rules)");

    /// <summary>Offers that may answer under this video: those made for it, or else those made for no video in particular.</summary>
    public IReadOnlyList<Offer> For(string accountId, string videoId)
    {
        var ofAccount = offers.Values.Where(o => o.Accounts.Count == 0 || o.Accounts.Contains(accountId)).ToList();
        var ofVideo = ofAccount.Where(o => o.Videos.Contains(videoId)).ToList();
        return ofVideo.Count > 0 ? ofVideo : [.. ofAccount.Where(o => o.Videos.Count == 0)];
    }

    /// <summary>The first candidate that names this kind, else the first that takes any; null when none wants it.</summary>
    public static Offer? ByKind(IReadOnlyList<Offer> candidates, InquiryKind kind) =>
        candidates.FirstOrDefault(o => o.Kinds.Contains(kind)) ?? candidates.FirstOrDefault(o => o.Kinds.Count == 0);
}
