namespace Funnel.Sandbox.Audience;

/// <summary>Somebody in the play: who they are, and what they have done that they do only once.</summary>
internal sealed class Person(Character character)
{
    private int read;
    private int clicked;

    public Character Character { get; } = character;

    /// <summary>True once: people react to the first reply they see.</summary>
    public bool NoticesReply() => Interlocked.Exchange(ref read, 1) == 0;

    /// <summary>True once: people react to the first card they get.</summary>
    public bool NoticesCard() => Interlocked.Exchange(ref clicked, 1) == 0;
}
