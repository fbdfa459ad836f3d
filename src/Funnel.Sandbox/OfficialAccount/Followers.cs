using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.WebUtilities;

namespace Funnel.Sandbox.OfficialAccount;

/// <summary>Somebody who follows the account.</summary>
internal sealed class Follower(string personId, string openId, string state)
{
    public string PersonId { get; } = personId;

    public string OpenId { get; } = openId;

    /// <summary>The scene of the code by which they came.</summary>
    public string State { get; set; } = state;

    public bool IsGone { get; set; }

    /// <summary>Until when they may be written to, and how often still.</summary>
    public (DateTimeOffset Until, int Left) Window { get; set; }
}

/// <summary>Codes with a scene, and who follows. 3 messages within a minute of following or scanning.</summary>
internal sealed class Followers(Ids ids, TimeProvider time)
{
    private const int PerScan = 3;
    private static readonly TimeSpan AfterScan = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Scene, DateTimeOffset Until)> codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Follower> byPerson = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Follower> byOpenId = new(StringComparer.Ordinal);

    public int Codes
    {
        get
        {
            lock (gate)
            {
                return codes.Count;
            }
        }
    }

    public string Make(string scene, TimeSpan life)
    {
        lock (gate)
        {
            var ticket = "gQ+/" + ids.Fresh("ticket", 80) + "==";
            codes[ticket] = (scene, time.GetUtcNow() + life);
            return ticket;
        }
    }

    /// <summary>A person scans a picture.</summary>
    /// <param name="isNew">Whether they did not follow before.</param>
    /// <returns>Null when the picture is none of a code that is good.</returns>
    public Follower? Scan(string personId, string? picture, out bool isNew)
    {
        isNew = false;
        if (!Uri.TryCreate(picture, UriKind.Absolute, out var address) || !address.AbsolutePath.EndsWith("/cgi-bin/showqrcode", StringComparison.Ordinal)
            || (string?)QueryHelpers.ParseQuery(address.Query).GetValueOrDefault("ticket") is not { } ticket)
        {
            return null;
        }

        lock (gate)
        {
            var now = time.GetUtcNow();
            if (!codes.TryGetValue(ticket, out var code) || code.Until < now)
            {
                return null;
            }

            isNew = !byPerson.TryGetValue(personId, out var follower) || follower.IsGone;
            follower ??= new(personId, "o" + ids.Fresh("openid", 27), code.Scene);
            (follower.State, follower.IsGone, follower.Window) = (code.Scene, false, (now + AfterScan, PerScan));
            byPerson[personId] = byOpenId[follower.OpenId] = follower;
            return follower;
        }
    }

    /// <summary>Takes one message to somebody.</summary>
    public Follower Reach(string openId)
    {
        lock (gate)
        {
            var follower = byOpenId.GetValueOrDefault(openId) ?? throw new Refusal(AccountCodes.BadOpenId, "invalid openid");
            if (follower.IsGone)
            {
                throw new Refusal(AccountCodes.NoFollower, "require subscribe");
            }

            if (follower.Window.Until < time.GetUtcNow())
            {
                throw new Refusal(AccountCodes.WindowOver, "response out of time limit or subscription is canceled");
            }

            if (follower.Window.Left == 0)
            {
                throw new Refusal(AccountCodes.TooManyMessages, "out of response count limit");
            }

            follower.Window = (follower.Window.Until, follower.Window.Left - 1);
            return follower;
        }
    }
}
