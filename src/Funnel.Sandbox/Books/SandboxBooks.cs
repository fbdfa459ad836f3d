using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Sandbox;

/// <summary>One thing the sandbox accepted or saw.</summary>
/// <param name="Person">The person's id on the platform where they comment, the same in every list; on Douyin the open_id.</param>
/// <param name="Video">The video, where it applies.</param>
/// <param name="Comment">The comment: the one asked with, or the one replied to.</param>
/// <param name="Text">What was written. For a card: the <c>title</c> in its query.</param>
/// <param name="Kind">Of a message: <c>text</c>, <c>card</c>, or <c>link</c> for a text that leads somewhere.</param>
/// <param name="Token">Whose link it is: the customer_channel, or the landing page's, of a card, a message or a reply with a link; or the State of an add.</param>
/// <param name="Source">The platform that the person is on (<see cref="SandboxSources.Names"/>); null for Douyin. Of adds and welcomes too.</param>
public sealed record BookEntry(
    string Person, DateTimeOffset At, string? Video = null, string? Comment = null, string? Text = null, string? Token = null,
    string? Kind = null, string? Source = null);

/// <summary>
/// A snapshot of what really happened, by person, in order. <see cref="Asked"/>, <see cref="Added"/> and <see cref="Deleted"/> are deeds of the audience;
/// the others are calls that were accepted, whether their answer arrived or not. Whoever asks in an answer to somebody else's comment stands in
/// <see cref="Asked"/> once a host was told of it, for it stands in no list that a host reads.
/// </summary>
/// <param name="TopLevel">Comments the merchant posted by a reply call without comment_id: always a mistake. Person is the merchant.</param>
/// <param name="SelfReplies">Replies of the merchant to its own comment or reply: always a mistake. Person is the merchant.</param>
public sealed record SandboxBooks(
    IReadOnlyList<BookEntry> Asked,
    IReadOnlyList<BookEntry> Replies,
    IReadOnlyList<BookEntry> Messages,
    IReadOnlyList<BookEntry> Added,
    IReadOnlyList<BookEntry> Welcomed,
    IReadOnlyList<BookEntry> Deleted,
    IReadOnlyList<BookEntry> TopLevel,
    IReadOnlyList<BookEntry> SelfReplies)
{
    /// <summary>Comments that the merchant hid or showed again, by <see cref="BookEntry.Kind"/> <c>hide</c> or <c>unhide</c>.</summary>
    public IReadOnlyList<BookEntry> Hidden { get; init; } = [];

    /// <summary>People whom the merchant's people followed, by hand.</summary>
    public IReadOnlyList<BookEntry> Followed { get; init; } = [];

    /// <summary>Who came into the group, and who left it.</summary>
    public IReadOnlyList<BookEntry> Grouped { get; init; } = [];

    public IReadOnlyList<BookEntry> LeftGroup { get; init; } = [];

    /// <summary>Friends who came by somebody's link: whose link it was, and as <see cref="BookEntry.Text"/> who came.</summary>
    public IReadOnlyList<BookEntry> Referred { get; init; } = [];

    /// <summary>Who got what was promised for friends.</summary>
    public IReadOnlyList<BookEntry> Rewarded { get; init; } = [];

    /// <summary>The platforms that any entry is of, by name.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Sources => [.. Pages.SelectMany(page => page).Select(SourceOf).Distinct(StringComparer.Ordinal)];

    private IReadOnlyList<BookEntry>[] Pages => [Asked, Replies, Messages, Added, Welcomed, Deleted, TopLevel, SelfReplies, Hidden, Followed, Grouped, LeftGroup, Referred, Rewarded];

    /// <summary>What happened on one platform.</summary>
    public SandboxBooks Of(string source)
    {
        IReadOnlyList<BookEntry> Own(IReadOnlyList<BookEntry> page) => [.. page.Where(entry => string.Equals(SourceOf(entry), source, StringComparison.Ordinal))];
        return new(Own(Asked), Own(Replies), Own(Messages), Own(Added), Own(Welcomed), Own(Deleted), Own(TopLevel), Own(SelfReplies)) 
        {
            Hidden = Own(Hidden), Followed = Own(Followed), Grouped = Own(Grouped), LeftGroup = Own(LeftGroup), Referred = Own(Referred), Rewarded = Own(Rewarded),
        };
    }

    /// <summary>Reads what GET /sandbox/books answers.</summary>
    /// <exception cref="JsonException">It is not that.</exception>
    public static SandboxBooks Parse(string json) =>
        JsonSerializer.Deserialize(json, SandboxBooksJson.Default.SandboxBooks) ?? throw new JsonException("The books are null.");

    private static string SourceOf(BookEntry entry) => entry.Source ?? SandboxSources.Douyin;

    public string ToJson() => JsonSerializer.Serialize(this, SandboxBooksJson.Default.SandboxBooks);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SandboxBooks))]
internal sealed partial class SandboxBooksJson : JsonSerializerContext;
