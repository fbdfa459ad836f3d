using System.Collections.Concurrent;

namespace Funnel.Sandbox.Books;

internal enum Page
{
    Asked,
    Replies,
    Messages,
    Added,
    Welcomed,
    Deleted,
    TopLevel,
    SelfReplies,
    Hidden,
    Followed,
    Grouped,
    LeftGroup,
    Referred,
    Rewarded,
}

/// <summary>The books while they are being written.</summary>
internal sealed class Ledger(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, string> sources = new(StringComparer.Ordinal);
    private readonly List<BookEntry>[] pages = [.. Enum.GetValues<Page>().Select(_ => new List<BookEntry>())];

    /// <summary>Whose entries are of which source; of who is not introduced, Douyin's, so that books of one platform are as they ever were.</summary>
    public void Introduce(string person, string source)
    {
        if (!string.Equals(source, SandboxSources.Douyin, StringComparison.Ordinal))
        {
            sources[person] = source;
        }
    }

    public string SourceOf(string person) => sources.GetValueOrDefault(person, SandboxSources.Douyin);

    public void Write(Page page, string person, string? video = null, string? comment = null, string? text = null, string? token = null, string? kind = null)
    {
        var entry = new BookEntry(person, time.GetUtcNow(), video, comment, text, token, kind, sources.GetValueOrDefault(person));
        lock (gate)
        {
            pages[(int)page].Add(entry);
        }
    }

    public int Count(Page page)
    {
        lock (gate)
        {
            return pages[(int)page].Count;
        }
    }

    public SandboxBooks Snapshot()
    {
        lock (gate)
        {
            return new(Copy(Page.Asked), Copy(Page.Replies), Copy(Page.Messages), Copy(Page.Added),
                Copy(Page.Welcomed), Copy(Page.Deleted), Copy(Page.TopLevel), Copy(Page.SelfReplies))
            {
                Hidden = Copy(Page.Hidden), Followed = Copy(Page.Followed),
                Grouped = Copy(Page.Grouped), LeftGroup = Copy(Page.LeftGroup), Referred = Copy(Page.Referred), Rewarded = Copy(Page.Rewarded),
            };
        }
    }

    private BookEntry[] Copy(Page page) => [.. pages[(int)page]];
}
