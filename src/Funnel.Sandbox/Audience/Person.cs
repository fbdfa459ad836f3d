using Funnel.Sandbox.Sources;

namespace Funnel.Sandbox.Audience;

/// <summary>Somebody in the play: who they are, where, and what they have done that they do only once.</summary>
internal sealed class Person(Character character, ISource source)
{
    private int read;
    private int clicked;

    public Character Character { get; } = character;

    /// <summary>The platform they are on.</summary>
    public ISource Source { get; } = source;

    /// <summary>Their id there.</summary>
    public string Id { get; } = source.PersonId(character.Index);

    public string Nick => Character.Nick;

    /// <summary>True once: people react to the first reply they see.</summary>
    public bool NoticesReply() => Interlocked.Exchange(ref read, 1) == 0;

    /// <summary>True once: people react to the first card or link they get.</summary>
    public bool NoticesLink() => Interlocked.Exchange(ref clicked, 1) == 0;
}
