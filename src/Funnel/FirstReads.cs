using Funnel.Configuration;
using Funnel.DoNotContact;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Outreach.Standings;
using Funnel.Recovery;
using Funnel.Settings;
using Funnel.Storage;

namespace Funnel;

/// <summary>
/// What a process has to read of the store before it does anything: what may have been lost, whether the token key is the store's, the settings, and whom not to contact,
/// and in which words people were answered.
/// </summary>
public sealed class FirstReads(CatchUps catchUps, TokenIssuer tokens, SettingsStore settings, DoNotContactList doNotContact, OfferBook offers, WordingTallies wordings)
{
    private volatile bool haveWords;

    public bool AreDone => catchUps.HasBegun && tokens.IsChecked && settings.IsLoaded && doNotContact.IsLoaded && haveWords;

    /// <summary>Called before a host starts working, and again while it fails. Idempotent.</summary>
    /// <exception cref="StorageException">The store does not answer.</exception>
    /// <exception cref="SettingsException">The store was worked on with another token key.</exception>
    public async Task Run(CancellationToken ct)
    {
        await catchUps.Begin(ct);
        await tokens.Prepare(ct);
        await settings.Refresh(ct);
        await doNotContact.Refresh(ct);
        await wordings.KeepAll(offers.All, ct);
        haveWords = true;
    }
}
