using Funnel.Sandbox.Faults;

namespace Funnel.Sandbox.Comments;

/// <summary>The merchant's videos and what is written under them.</summary>
internal sealed class Wall
{
    private readonly Lock gate = new();
    private readonly Clip[] clips;
    private readonly Dictionary<string, Clip> byId;
    private readonly Dictionary<string, Post> posts = new(StringComparer.Ordinal);
    private readonly Func<string, string> newId;
    private readonly FaultDeck faults;
    private readonly TimeProvider time;
    private int comments;

    /// <param name="newId">A fresh id in the platform's shape, of a <c>video</c>, a <c>comment</c> or a <c>reply</c>.</param>
    public Wall(int videos, Func<string, string> newId, FaultDeck faults, TimeProvider time)
    {
        (this.newId, this.faults, this.time) = (newId, faults, time);
        var now = time.GetUtcNow();
        clips = [.. Enumerable.Range(0, videos)
            .Select(n => new Clip(newId("video"), FormattableString.Invariant($"第 {n + 1} 课：从零开始的小技巧"), now - TimeSpan.FromHours(6 * (n + 1))))];
        byId = clips.ToDictionary(clip => clip.Id, StringComparer.Ordinal);
    }

    /// <summary>First-level comments.</summary>
    public int Comments => Volatile.Read(ref comments);

    public string VideoAt(int index) => clips[index % clips.Length].Id;

    public string TitleOf(string videoId) => byId[videoId].Title;

    public bool Has(string? videoId) => videoId is not null && byId.ContainsKey(videoId);

    /// <summary>A person's comment. Every fortieth of a video becomes its pinned one.</summary>
    public Post Comment(string videoId, string personId, string nick, string text, int diggs = 0)
    {
        var post = new Post(newId("comment"), videoId, personId, nick, text, time.GetUtcNow(), null) { Diggs = diggs };
        lock (gate)
        {
            var clip = byId[videoId];
            clip.Comments.Add(post);
            posts[post.Id] = post;
            if (clip.Comments.Count % 40 == 0)
            {
                Pin(clip, post);
            }
        }

        Interlocked.Increment(ref comments);
        return post;
    }

    /// <summary>An answer, to a comment or to another answer.</summary>
    public Post Answer(Post to, string personId, string nick, string text, Sight? sight = null)
    {
        var now = time.GetUtcNow();
        var (from, listed, until) = sight ?? new(now, now, DateTimeOffset.MaxValue);
        lock (gate)
        {
            var thread = to.ParentId is { } parent ? posts[parent] : to;
            var post = new Post(newId("reply"), to.VideoId, personId, nick, text, now, thread.Id)
            {
                AnswersId = to.Id, VisibleFrom = from, ListedFrom = listed, VisibleUntil = until,
            };
            (faults.Holds(SandboxFaults.AnswersFlat, thread.Id) ? thread : to).Replies.Add(post);
            posts[post.Id] = post;
            return post;
        }
    }

    public Post? Find(string? commentId)
    {
        lock (gate)
        {
            return commentId is null ? null : posts.GetValueOrDefault(commentId);
        }
    }

    public Slice<(Clip Clip, int Comments)> Videos(long cursor, int count)
    {
        lock (gate)
        {
            var items = clips.Skip((int)Math.Min(cursor, int.MaxValue)).Take(count).Select(clip => (clip, clip.Comments.Count)).ToList();
            return new(items, cursor + items.Count, cursor + items.Count < clips.Length);
        }
    }

    /// <summary>The cursor is a place in the list, so what is written between two pages shifts the second one.</summary>
    public Slice<(Post Post, int Replies)> List(string videoId, CommentOrder order, long cursor, int count)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            var clip = byId[videoId];
            var from = (int)Math.Min(cursor, clip.Comments.Count);
            var items = Sorted(clip, order).Skip(from).Take(count)
                .Select(post => (post, post.Replies.Count(reply => reply.ListedAt(now)))).ToList();
            return new(items, from + items.Count, from + items.Count < clip.Comments.Count);
        }
    }

    public Slice<Post> Replies(Post parent, long cursor, int count)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            var visible = parent.Replies.Where(reply => reply.ListedAt(now)).ToList();
            var items = visible.Skip((int)Math.Min(cursor, visible.Count)).Take(count).ToList();
            return new(items, cursor + items.Count, cursor + items.Count < visible.Count);
        }
    }

    private static IEnumerable<Post> Backwards(List<Post> posts)
    {
        for (var at = posts.Count - 1; at >= 0; at--)
        {
            yield return posts[at];
        }
    }

    private static void Pin(Clip clip, Post post)
    {
        if (clip.Pinned is { } before)
        {
            before.Top = false;
        }

        (post.Top, clip.Pinned) = (true, post);
    }

    private static IEnumerable<Post> Sorted(Clip clip, CommentOrder order)
    {
        var rest = order switch
        {
            CommentOrder.OldestFirst => clip.Comments,
            CommentOrder.NewestFirst => Backwards(clip.Comments),
            _ => clip.Comments.OrderByDescending(post => post.Diggs),
        };
        return clip.Pinned is { } pinned ? rest.Where(post => post != pinned).Prepend(pinned) : rest;
    }
}
