using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.WeCom;

/// <summary>A contact code (联系我).</summary>
internal sealed class Way(string id, string? qrCode, int type, int scene, string remark, string state, bool skipVerify, IReadOnlyList<string> users, DateTimeOffset createdAt)
{
    public string Id { get; } = id;

    /// <summary>Address of its picture; null for one inside a mini program.</summary>
    public string? QrCode { get; } = qrCode;

    public int Type { get; } = type;

    public int Scene { get; } = scene;

    public string Remark { get; } = remark;

    public string State { get; } = state;

    public bool SkipVerify { get; } = skipVerify;

    public IReadOnlyList<string> Users { get; } = users;

    public DateTimeOffset CreatedAt { get; } = createdAt;
}

/// <summary>The contact codes of the corp, of which there may be so many.</summary>
internal sealed class Ways(int most, Ids ids, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Way> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Way> byPicture = new(StringComparer.Ordinal);
    private int taken;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return byId.Count;
            }
        }
    }

    public Way Add(int type, int scene, string remark, string state, bool skipVerify, IReadOnlyList<string> users)
    {
        lock (gate)
        {
            Check();
            var picture = scene == 2 ? "https://p.qpic.cn/wwhead/" + ids.Fresh("qr", 24) + "/0" : null;
            var way = new Way(ids.Fresh("contact-way", 32).ToLowerInvariant(), picture, type, scene, remark, state, skipVerify, users, time.GetUtcNow());
            byId[way.Id] = way;
            _ = picture is not null && byPicture.TryAdd(picture, way);
            return way;
        }
    }

    /// <summary>A way into a group takes a place of the same quota.</summary>
    public void Take()
    {
        lock (gate)
        {
            Check();
            taken++;
        }
    }

    public void GiveBack()
    {
        lock (gate)
        {
            taken--;
        }
    }

    public Way Find(string configId)
    {
        lock (gate)
        {
            return byId.GetValueOrDefault(configId) ?? throw new Refusal(WeComCodes.WayId, "invalid config_id");
        }
    }

    public IReadOnlyList<Way> Since(DateTimeOffset from, DateTimeOffset to)
    {
        lock (gate)
        {
            return [.. byId.Values.Where(w => w.CreatedAt >= from && w.CreatedAt <= to).OrderBy(w => w.CreatedAt).ThenBy(w => w.Id, StringComparer.Ordinal)];
        }
    }

    public void Delete(string configId)
    {
        lock (gate)
        {
            var way = Find(configId);
            byId.Remove(configId);
            _ = way.QrCode is not null && byPicture.Remove(way.QrCode);
        }
    }

    /// <summary>A person scans a picture; null when it leads nowhere.</summary>
    public Way? Scan(string? picture)
    {
        lock (gate)
        {
            return picture is null ? null : byPicture.GetValueOrDefault(picture);
        }
    }

    private void Check()
    {
        if (byId.Count + taken >= most)
        {
            throw new Refusal(WeComCodes.WaysUsedUp, "contact way quota exceeded");
        }
    }
}
