using Funnel.Sandbox.Comments;

namespace Funnel.Sandbox.Ads;

/// <summary>
/// One list of everything that is written under an advertiser's videos, both levels and the merchant's own replies among it, newest first, in numbered pages. What is written
/// between two pages pushes the rest down; what the audit takes away pulls it up.
/// </summary>
internal sealed class AdList(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<(Post Post, Action<Post>? Told)> posts = [];

    public Post Add(Post post, Action<Post>? told = null)
    {
        lock (gate)
        {
            posts.Add((post, told));
        }

        return post;
    }

    /// <summary>A page, from 1, of what was written from one time to another; whoever reads it knows of what is on it.</summary>
    public (IReadOnlyList<Post> Items, int Total) Read(DateTimeOffset from, DateTimeOffset until, long page, int size)
    {
        List<(Post Post, Action<Post>? Told)> listed;
        lock (gate)
        {
            var now = time.GetUtcNow();
            listed = [.. posts.AsEnumerable().Reverse().Where(each => each.Post.At >= from && each.Post.At < until && each.Post.ListedAt(now))];
        }

        var items = listed.Skip((int)Math.Min((page - 1) * size, int.MaxValue)).Take(size).ToList();
        foreach (var (post, told) in items)
        {
            told?.Invoke(post);
        }

        return ([.. items.Select(each => each.Post)], listed.Count);
    }

    /// <summary>How many answers stand under a comment.</summary>
    public int Answers(Post post)
    {
        var now = time.GetUtcNow();
        return post.Replies.Count(reply => reply.ListedAt(now));
    }
}
