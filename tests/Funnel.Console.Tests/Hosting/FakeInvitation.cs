using Funnel.Effects;
using Funnel.Leads;

namespace Funnel.Console.Tests.Hosting;

/// <summary>Invitations that nobody sends, with a link of the person's own.</summary>
internal sealed class FakeInvitation : IEffect
{
    public EffectKind Kind => EffectKind.Invite;

    public Repeatable RepeatableFor(Lead lead) => Repeatable.Never;

    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => default;

    public ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct) =>
        new(new Prepared.Ready("点这里加老师微信", 0, (_, _) => throw new NotSupportedException()) { Link = new Uri("https://work.weixin.qq.com/ca/example?customer_channel=" + lead.Id) });
}
