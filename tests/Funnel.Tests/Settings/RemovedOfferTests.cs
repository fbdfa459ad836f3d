using Funnel.Leads;
using Funnel.Replay;

namespace Funnel.Tests.Settings;

/// <summary>Offers that are deleted while the product runs: whom it concerns is known as if they had been taken out of the configuration.</summary>
public sealed class RemovedOfferTests
{
    private readonly SettingsShop shop = new();

    [Fact]
    public async Task People_under_way_with_an_offer_that_came_and_went_in_one_run_are_counted()
    {
        await using var process = await shop.Start();
        using var removed = process.Hosted<RemovedParts>();
        await removed.StartAsync(default);
        await process.Put("offers", "course", SettingsShop.Offer());
        await SettingsShop.Until(async () => (await shop.Rows.Find(Storage.Tables.Accounts, "offers", "course", default)) is not null);

        await process.Ask("anna");
        await process.Get<LeadLists>().Flush(default);
        await process.Editor.Delete("offers", "course", 1, "anna", default);
        Assert.Equal([new RemovedPart(RemovedParts.OfferKind, "course", 1)], await removed.Find(default));
        await removed.StopAsync(default);
    }
}
