using Funnel.Accounts;
using Funnel.Outreach;

namespace Funnel.Tests.Simulation;

/// <summary>What a seed's world is made of.</summary>
internal sealed partial class World
{
    private SimulatedPlatform.PlatformHabits MakeHabits()
    {
        string Own(string openId) => openId;
        string Listed(string openId) => "listed-" + openId;
        string Told(string openId) => "told-" + openId;
        return new(Chaos.Any<Func<string, string>>([Own, Listed]), Chaos.Any<Func<string, string>>([Own, Listed, Told]), Chaos.Coin(),
            Chaos.Any<SimulatedPlatform.AnswerNames>([.. Enum.GetValues<SimulatedPlatform.AnswerNames>()]), Chaos.Any([0, 0.3]));
    }

    /// <summary>In every third history there is hardly a limit that is not met.</summary>
    private static SendingOptions MakeSending(int seed) => seed % 3 == 0
        ? new()
        {
            Replies = new() { PerMinute = 6, PerVideoPerMinute = 4, PerHour = 30, PerDay = 40 },
            Messages = new() { PerMinute = 6 },
            PerPersonPerDay = 2,
            QuietHours = seed % 2 == 0 ? "23:54-00:07" : "",
            StopOnSurge = false,
        }
        : new()
        {
            Replies = new() { PerMinute = 100_000, PerVideoPerMinute = 100_000, PerHour = 100_000, PerDay = 100_000 },
            Messages = new() { PerMinute = 100_000, PerHour = 100_000, PerDay = 100_000 },
            PerPersonPerDay = 100,
            StopOnSurge = false,
        };

    /// <summary>Whether there is a group, and a reward for friends.</summary>
    public bool Grows { get; }

    private FunnelOptions MakeOptions(int seed) => new()
    {
        Sending = MakeSending(seed),
        TokenKey = TokenKey,
        Accounts = [.. AccountNames.Take(accountCount).Select(a => new AccountOptions
        {
            Id = a,
            Platform = "douyin",
            OpenId = "open-" + a,
            // Midnight passes during the noise.
            UtcOffset = string.Equals(a, AccountNames[0], StringComparison.Ordinal) ? "+00:00" : "+08:00",
            AccessToken = "first-" + a,
            RefreshToken = "refresh-" + a,
            Card = new() { TemplateId = "t", AppId = "wx", Path = "p" },
        })],
        Offers = [.. SimulatedPeople.Inquiries.Select(i => new OfferOptions
        {
            Id = i.Offer,
            Rules = new() { Contains = [i.Text] },
            Reply = [i.Text + "的朋友点头像进来聊：" + i.Offer, "{nick} " + i.Text + "的朋友私信领取：" + i.Offer],
            Chat = ["点开就能领"],
            Welcome = ["你好，资料在这里"],
            Tags = ["视频"],
            Group = Grows ? "talk" : null,
            Referral = Grows ? new() { Friends = SimulatedWeChat.NeededFriends, Words = "转给朋友：{link}", Reward = "谢谢", Stay = TimeSpan.FromMinutes(1) } : null,
        })],
        Intake = new()
        {
            CallsPerMinute = Chaos.Any([3, 60, 300]),
            VideosEvery = TimeSpan.FromSeconds(30),
            ReadAtLeastEvery = TimeSpan.FromMinutes(2),
            MaxPages = Chaos.Any([1, 2, 50]),
            RecentIds = 50,
        },
        Groups = Grows ? [new() { Id = "talk", Groups = [SimulatedWeChat.Group], TaskAfter = TimeSpan.FromMinutes(3) }] : [],
        Changes = new() { Feed = seed / 2 % 2 == 0 },
        Outreach = new() { TrustListsAfter = Chaos.Any([1, 3]), ConfirmAfter = TimeSpan.FromMinutes(2), LastRetry = TimeSpan.FromMinutes(1) },
    };
}
