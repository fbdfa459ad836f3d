using System.CommandLine;

namespace Funnel.Embedded.Commands;

/// <summary>Which column or property of a comment file holds what. Those that the operator named have to be there; the others are used when they are.</summary>
/// <param name="Named">Columns that have to be there, by name, with the option that names them.</param>
internal sealed record CommentColumns(IReadOnlyDictionary<string, string> Named)
{
    public const string TextOption = "--column";
    private const string PersonOption = "--person";
    private const string NickOption = "--nick";
    private const string VideoOption = "--video";
    private const string IdOption = "--id";

    public string Text { get; init; } = "text";
    public string Person { get; init; } = "person";
    public string Nick { get; init; } = "nick";
    public string Video { get; init; } = "video";

    /// <summary>Null when comments are numbered instead.</summary>
    public string? Id { get; init; }

    /// <summary>The options of a command that only reads texts.</summary>
    public static Option<string?>[] TextOptions() => [Create(TextOption, "The column or property that holds the comment (text when not given).", "--text")];

    /// <summary>The options of a command that wants to know who commented where.</summary>
    public static Option<string?>[] AllOptions() =>
    [
        .. TextOptions(),
        Create(PersonOption, "The one with the id of who wrote it (person); without it everybody is somebody else."),
        Create(NickOption, "The one with that person's name (nick)."),
        Create(VideoOption, "The one with the video's id (video)."),
        Create(IdOption, "The one with the comment's id; comments are numbered when not given."),
    ];

    public static CommentColumns Of(ParseResult parsed, IEnumerable<Option<string?>> options)
    {
        var given = options.Where(o => !string.IsNullOrEmpty(parsed.GetValue(o))).ToDictionary(o => o.Name, o => parsed.GetValue(o)!, StringComparer.Ordinal);
        var named = given.GroupBy(g => g.Value, g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return Of(named, option => given.GetValueOrDefault(option));
    }

    /// <summary>Throws when a column that has to be there is not among these.</summary>
    /// <param name="names">Those that there are, for the error.</param>
    /// <exception cref="CommentFileException">Names those that there are.</exception>
    public void Require(Func<string, bool> has, IEnumerable<string> names, string place)
    {
        if (Named.Keys.Prepend(Text).FirstOrDefault(w => !has(w)) is { } missing)
        {
            var there = string.Join(", ", names.Take(30).Select(n => TextCutter.Ellipsis(n, 40)));
            throw new CommentFileException($"{place}: there is no column '{missing}'. It has: {there}. Choose one with {Named.GetValueOrDefault(missing, TextOption)}.", usage: true);
        }
    }

    private static CommentColumns Of(IReadOnlyDictionary<string, string> named, Func<string, string?> given)
    {
        var usual = new CommentColumns(named);
        return usual with
        {
            Text = given(TextOption) ?? usual.Text,
            Person = given(PersonOption) ?? usual.Person,
            Nick = given(NickOption) ?? usual.Nick,
            Video = given(VideoOption) ?? usual.Video,
            Id = given(IdOption),
        };
    }

    private static Option<string?> Create(string name, string description, params string[] aliases) => new(name, aliases) { Description = description };
}
