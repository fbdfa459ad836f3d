using System.Text;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.WeCom;

/// <summary>An acquisition link. <see cref="Ours"/>: made by this app; the others exist, but are none of its business.</summary>
internal sealed class Link(string id, string name, bool ours, IReadOnlyList<string> users, bool skipVerify, DateTimeOffset createdAt)
{
    public string Id { get; } = id;

    public string Name { get; set; } = name;

    public bool Ours { get; } = ours;

    public IReadOnlyList<string> Users { get; set; } = users;

    public bool SkipVerify { get; set; } = skipVerify;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public string Url => "https://work.weixin.qq.com/ca/" + Id;

    public int Clicks { get; set; }

    public int Customers { get; set; }
}

/// <summary>The acquisition links and the uses left.</summary>
internal sealed class Links
{
    private const int ChannelBytes = 64;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Link> byId = new(StringComparer.Ordinal);
    private readonly Ids ids;
    private readonly TimeProvider time;
    private int left;

    public Links(Corp corp, int quota, Ids ids, TimeProvider time)
    {
        (this.ids, this.time, Total, left) = (ids, time, quota, quota);
        var foreign = new Link("ca" + ids.Hex("foreign-link", 0, 16), "别的应用的链接", false, [corp.Staff], true, time.GetUtcNow());
        byId[foreign.Id] = foreign;
        Foreign = foreign.Id;
    }

    public int Total { get; }

    public int Left => Volatile.Read(ref left);

    /// <summary>A link that another app of the corp made.</summary>
    public string Foreign { get; }

    public Link Create(string name, IReadOnlyList<string> users, bool skipVerify)
    {
        var link = new Link("ca" + ids.Fresh("link", 18), name, true, users, skipVerify, time.GetUtcNow());
        lock (gate)
        {
            byId[link.Id] = link;
        }

        return link;
    }

    public IReadOnlyList<Link> Ours()
    {
        lock (gate)
        {
            return [.. byId.Values.Where(link => link.Ours)];
        }
    }

    public Link Own(string linkId)
    {
        lock (gate)
        {
            return !byId.TryGetValue(linkId, out var link) ? throw new Refusal(WeComCodes.BadParameter, "link_id unknown")
                : link.Ours ? link
                : throw new Refusal(WeComCodes.NotOurs, "the link was not made by this app");
        }
    }

    public void Delete(string linkId)
    {
        Own(linkId);
        lock (gate)
        {
            byId.Remove(linkId);
        }
    }

    /// <summary>A person opens a link, plain or in its weixin:// form; null when it leads nowhere.</summary>
    public (Link Link, string State)? Open(string? address)
    {
        const string scheme = "weixin://biz/ww/profile/";
        if (address is not null && address.StartsWith(scheme, StringComparison.Ordinal))
        {
            address = Uri.UnescapeDataString(address[scheme.Length..]);
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || !string.Equals(uri.Host, "work.weixin.qq.com", StringComparison.OrdinalIgnoreCase)
            || !uri.AbsolutePath.StartsWith("/ca/", StringComparison.Ordinal))
        {
            return null;
        }

        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(uri.Query);
        var state = query.TryGetValue("customer_channel", out var channel) ? Cut((string?)channel ?? "") : "";
        lock (gate)
        {
            if (!byId.TryGetValue(uri.AbsolutePath["/ca/".Length..], out var link))
            {
                return null;
            }

            link.Clicks++;
            return (link, state);
        }
    }

    /// <summary>Takes one use; false when none is left. <paramref name="remaining"/> is what is left then.</summary>
    public bool Take(Link link, out int remaining)
    {
        lock (gate)
        {
            if (left == 0)
            {
                remaining = 0;
                return false;
            }

            remaining = --left;
            link.Customers++;
            return true;
        }
    }

    /// <summary>The platform silently cuts a customer_channel at 64 bytes.</summary>
    private static string Cut(string channel)
    {
        var bytes = Encoding.UTF8.GetBytes(channel);
        return bytes.Length <= ChannelBytes ? channel : Encoding.UTF8.GetString(bytes, 0, ChannelBytes).TrimEnd('\uFFFD');
    }
}
