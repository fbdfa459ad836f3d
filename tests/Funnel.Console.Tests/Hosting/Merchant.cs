using Funnel.Accounts;
using Funnel.Outreach;
using Funnel.Triage;

namespace Funnel.Console.Tests.Hosting;

/// <summary>The merchant that tests are about.</summary>
internal static class Merchant
{
    public const string Account = "books";
    public const string Other = "tea";
    public const string Handed = "shop";
    public const string Offer = "notes";

    public static void Configure(FunnelOptions options)
    {
        options.Accounts.Add(new AccountOptions { Id = Account, Name = "晨光书屋", Platform = "douyin", OpenId = "merchant-1", AccessToken = "a", RefreshToken = "r" });
        options.Accounts.Add(new AccountOptions { Id = Other, Name = "山里茶", Platform = "douyin", OpenId = "merchant-2", AccessToken = "a", RefreshToken = "r", Paused = true });
        options.Offers.Add(new OfferOptions { Id = Offer, Name = "学习笔记", Reply = ["看私信"], Chat = ["点这里"], Welcome = ["你好"], Kinds = [InquiryKind.Material] });
        options.Offers.Add(new OfferOptions { Id = "course", Name = "课程", Reply = ["看私信哦"], Chat = ["点这里"], Welcome = ["你好"], Kinds = [InquiryKind.Price] });
    }

    /// <summary>The two accounts are two merchants'.</summary>
    public static void AreTwo(FunnelOptions options)
    {
        options.Accounts.ForEach(a => a.Merchant = string.Equals(a.Id, Account, StringComparison.Ordinal) ? "dawn" : "hill");
        options.Offers.ForEach(o => o.Merchant = "dawn");
    }

    /// <summary>An account whose platform lets nobody read.</summary>
    public static void AddHanded(FunnelOptions options) => options.Accounts.Add(new AccountOptions { Id = Handed, Name = "我的小店", Platform = "assist" });
}
