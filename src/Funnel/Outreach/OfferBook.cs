using System.Collections.Frozen;
using Funnel.Settings;
using Funnel.Triage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>
/// The offers, and which of them answers a comment: by video first, then by the merchant's rules, then by kind. Those of the configuration file are always there;
/// those of the store come and go while the product runs, so what is asked twice may be another the second time.
/// </summary>
public sealed partial class OfferBook
{
    private readonly Offer[] ofFile;
    private readonly FrozenDictionary<string, string> merchants;
    private readonly SettingsView<Offers> offers;
    private readonly ILogger log;

    public OfferBook(IOptions<FunnelOptions> options, SettingsStore settings, ILogger<OfferBook> log)
    {
        (ofFile, this.log) = ([.. options.Value.Offers.Select(Offer.From)], log);
        merchants = options.Value.Accounts.ToFrozenDictionary(a => a.Id, a => a.Merchant, StringComparer.Ordinal);
        offers = new(settings, Merge);
    }

    /// <summary>The same object as long as no setting changes.</summary>
    public IReadOnlyCollection<Offer> All => offers.Now.All;

    /// <summary>Null when it was taken out of the configuration or deleted: leads may still carry it.</summary>
    public Offer? Find(string id) => offers.Now.ById.GetValueOrDefault(id);

    /// <summary>Offers of the account's merchant that may answer under this video: those made for it, or else those made for no video in particular.</summary>
    public IReadOnlyList<Offer> For(string accountId, string videoId)
    {
        var merchant = merchants.GetValueOrDefault(accountId, "");
        var ofAccount = All.Where(o => string.Equals(o.Merchant, merchant, StringComparison.Ordinal) && (o.Accounts.Count == 0 || o.Accounts.Contains(accountId))).ToList();
        var ofVideo = ofAccount.Where(o => o.Videos.Contains(videoId)).ToList();
        return ofVideo.Count > 0 ? ofVideo : [.. ofAccount.Where(o => o.Videos.Count == 0)];
    }

    /// <summary>The first candidate that names this kind, else the first that takes any; null when none wants it.</summary>
    public static Offer? ByKind(IReadOnlyList<Offer> candidates, InquiryKind kind) =>
        candidates.FirstOrDefault(o => o.Kinds.Contains(kind)) ?? candidates.FirstOrDefault(o => o.Kinds.Count == 0);

    private Offers Merge(SettingsSnapshot now)
    {
        var all = ofFile.ToList();
        foreach (var stored in now.OfKind(OfferSettings.Kind))
        {
            if (ofFile.Any(o => string.Equals(o.Id, stored.Id, StringComparison.Ordinal)))
            {
                Log.Hidden(log, stored.Id, stored.Version);
            }
            else if (OfferSettings.Read(stored) is var read && read.Offer is not null)
            {
                all.Add(read.Offer);
            }
            else
            {
                Log.Unusable(log, stored.Id, stored.Version, read.Why!);
            }
        }

        return new(all, all.ToFrozenDictionary(o => o.Id, StringComparer.Ordinal));
    }

    private sealed record Offers(IReadOnlyList<Offer> All, FrozenDictionary<string, Offer> ById);

    private static partial class Log
    {
        [LoggerMessage(1711, LogLevel.Warning, "Offer {Offer} stands in the configuration file, which counts, and in the store (version {Version}), which is passed over: delete one of the two")]
        public static partial void Hidden(ILogger log, string offer, int version);

        [LoggerMessage(1712, LogLevel.Error, "The stored offer {Offer} (version {Version}) cannot be used, so what is to be done for it is parked: {Why}. Write it again")]
        public static partial void Unusable(ILogger log, string offer, int version, string why);
    }
}
