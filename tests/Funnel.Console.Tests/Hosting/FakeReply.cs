using Funnel.Effects;
using Funnel.Leads;

namespace Funnel.Console.Tests.Hosting;

/// <summary>Replies that nobody sends, in an account where they can be looked for or not.</summary>
public sealed class FakeReply : IEffect
{
    public bool Listed { get; set; } = true;

    public EffectKind Kind => EffectKind.Reply;

    public Repeatable RepeatableFor(Lead lead) => Repeatable.Never;

    public bool CanReadBack(Lead lead) => Listed;

    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => default;

    public ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct) =>
        new(new Prepared.Ready("私信里有", 0, (_, _) => throw new NotSupportedException()));
}
