
namespace Funnel.Connectors.WeCom;

/// <summary>
/// The corp's tags by name (https://developer.work.weixin.qq.com/document/path/92117): read once, tags missing in our group created, read again when WeCom
/// disagrees.
/// </summary>
internal sealed class TagLibrary(WeComApi api, WeComOptions options) : IDisposable
{
    private const int MaxName = 30;

    /// <summary>The second round is for a tag that somebody else created in between.</summary>
    private const int Rounds = 2;

    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile Snapshot? known;

    /// <summary>The ids of these tags, creating those that do not exist.</summary>
    public async Task<Outcome<string[]>> Ids(IReadOnlyList<string> tags, CancellationToken ct)
    {
        string[] names = [.. tags.Select(tag => tag.Trim()).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0 || names.Any(name => name.Length is 0 or > MaxName))
        {
            return new Failure(FailureKind.Rejected, "tag", $"A tag has 1–{MaxName} characters, and at least one is needed.");
        }

        if (known?.Find(names) is { } ids)
        {
            return ids;
        }

        await turn.WaitAsync(ct);
        try
        {
            return await FindOrCreate(names, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>The library has changed: read it again before the next use.</summary>
    public void Forget() => known = null;

    private async Task<Outcome<string[]>> FindOrCreate(string[] names, CancellationToken ct)
    {
        Failure? last = null;
        for (var round = 0; round < Rounds; round++)
        {
            var library = known ?? await Load(ct);
            if (library.Failure is { } unreadable)
            {
                return unreadable;
            }

            if (library.Value.Find(names) is { } ids)
            {
                return ids;
            }

            last = await Add(library.Value, library.Value.Missing(names), ct);
            if (last is not null && !ErrorCodes.Is(last, ErrorCodes.TagExists))
            {
                return last;
            }
        }

        // Names may exist although our group does not have them: the same name in another group serves as well.
        return (known?.Find(names) ?? known?.FindAnywhere(names)) is { } found
            ? found
            : last ?? new Failure(FailureKind.Transient, "tag", "A tag was created but cannot be found yet.");
    }

    private async Task<Outcome<Snapshot>> Load(CancellationToken ct)
    {
        var answer = await api.Post(Calls.ListTags, new TagListRequest([], []), Wire.Default.TagListRequest, ct);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        var snapshot = Snapshot.Of(answer.Value.TagGroup ?? [], options.TagGroup);
        known = snapshot;
        return snapshot;
    }

    /// <summary>Creates tags in our group and reads the library again, whatever came of it.</summary>
    private async Task<Failure?> Add(Snapshot library, string[] names, CancellationToken ct)
    {
        known = null;
        var request = new AddTagRequest(library.GroupId, library.GroupId is null ? options.TagGroup : null, [.. names.Select(name => new NewTag(name))]);
        var answer = await api.Post(Calls.AddTags, request, Wire.Default.AddTagRequest, ct);
        if (answer.Ok && answer.Value.TagGroup is { } group)
        {
            known = library.With(group);
        }
        else if (answer.Failure is null or { Kind: FailureKind.Rejected })
        {
            return (await Load(ct)).Failure ?? answer.Failure;
        }

        return answer.Failure;
    }

    private sealed class Snapshot(string? groupId, Dictionary<string, string> ours, Dictionary<string, string> anywhere)
    {
        public string? GroupId => groupId;

        public static Snapshot Of(IReadOnlyList<TagGroupWire?> groups, string name)
        {
            var our = groups.FirstOrDefault(group => string.Equals(group?.GroupName, name, StringComparison.Ordinal));
            return new Snapshot(our?.GroupId, ByName([our]), ByName(groups));
        }

        public Snapshot With(TagGroupWire group)
        {
            var more = ByName([group]);
            foreach (var (name, id) in ours)
            {
                more.TryAdd(name, id);
            }

            return new Snapshot(group.GroupId ?? groupId, more, anywhere);
        }

        public string[]? Find(string[] names) => All(names, ours);

        public string[]? FindAnywhere(string[] names) => All(names, anywhere);

        public string[] Missing(string[] names) => [.. names.Where(name => !ours.ContainsKey(name))];

        private static string[]? All(string[] names, Dictionary<string, string> ids) => names.All(ids.ContainsKey) ? [.. names.Select(name => ids[name])] : null;

        private static Dictionary<string, string> ByName(IEnumerable<TagGroupWire?> groups)
        {
            var ids = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var tag in groups.SelectMany(group => group?.Tag ?? []))
            {
                if (tag is { Id: { Length: > 0 } id, Name: { Length: > 0 } name })
                {
                    ids.TryAdd(name, id);
                }
            }

            return ids;
        }
    }
}
