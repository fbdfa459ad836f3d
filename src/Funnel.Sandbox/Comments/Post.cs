namespace Funnel.Sandbox.Comments;

/// <summary>A comment, or an answer when <see cref="ParentId"/> is given.</summary>
/// <param name="parentId">The first-level comment in whose thread it stands.</param>
internal sealed class Post(string id, string videoId, string personId, string nick, string text, DateTimeOffset at, string? parentId)
{
    public string Id { get; } = id;

    public string VideoId { get; } = videoId;

    public string PersonId { get; } = personId;

    public string Nick { get; } = nick;

    public string Text { get; } = text;

    public DateTimeOffset At { get; } = at;

    public string? ParentId { get; } = parentId;

    /// <summary>The comment it answers: the first-level one, or another answer in its thread.</summary>
    public string? AnswersId { get; init; }

    public int Diggs { get; init; }

    public bool Top { get; set; }

    /// <summary>The merchant hid it: its author still sees it, others do not.</summary>
    public bool Hidden { get; set; }

    public DateTimeOffset VisibleFrom { get; init; } = at;

    /// <summary>Since when the list has it.</summary>
    public DateTimeOffset ListedFrom { get; init; } = at;

    public DateTimeOffset VisibleUntil { get; init; } = DateTimeOffset.MaxValue;

    public List<Post> Replies { get; } = [];

    public bool VisibleAt(DateTimeOffset now) => VisibleFrom <= now && now < VisibleUntil;

    public bool ListedAt(DateTimeOffset now) => ListedFrom <= now && now < VisibleUntil;
}
