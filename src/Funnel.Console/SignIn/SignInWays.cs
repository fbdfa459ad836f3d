using Funnel.Connectors;
using Funnel.Console.Languages;
using Microsoft.Extensions.Options;

namespace Funnel.Console.SignIn;

/// <summary>The platforms by which staff sign in, and who they are here. None where a platform in front signs in, or no staff is named.</summary>
internal sealed class SignInWays(ConnectorBook connectors, IOptions<ConsoleOptions> options)
{
    public IReadOnlyList<Connector> All { get; } =
        options.Value is { EasyAuth: false, Staff.Count: > 0 } ? [.. connectors.With<IStaffSignIn>().OrderBy(c => c.Name, StringComparer.Ordinal)] : [];

    /// <summary>The way of this name; null when there is none.</summary>
    public Connector? Find(string name) => All.FirstOrDefault(w => string.Equals(w.Name, name, StringComparison.Ordinal));

    /// <summary>Who somebody of the staff is here; null of whom nobody named.</summary>
    public Operator? Who(string userId) => options.Value.Staff.Find(m => string.Equals(m.UserId, userId, StringComparison.Ordinal)) is { Role: { } role } member
        ? new(Operator.NameFrom(member.Name.Length > 0 ? member.Name : member.UserId), role, "") { Merchants = member.Merchants }
        : null;

    /// <summary>What a page calls it.</summary>
    public static string TitleOf(Connector way, Texts texts) => way.Find<IStaffSignIn>()!.TitleIn(texts.Code);
}
