using Funnel.Triage;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>The offers, and which of them answers a comment: by video first, then by the merchant's rules, then by kind.</summary>
public sealed class OfferBook(IOptions<FunnelOptions> options)
{
    private readonly Dictionary<string, Offer> offers = options.Value.Offers.Select(Offer.From).ToDictionary(o => o.Id, StringComparer.Ordinal);

    public IReadOnlyCollection<Offer> All => offers.Values;

    /// <summary>Null when it was taken out of the configuration: leads may still carry it.</summary>
    public Offer? Find(string id) => offers.GetValueOrDefault(id);

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
