using Funnel.Configuration;

namespace Funnel.Outreach;

/// <summary>
/// An outcome is concluded from absence only when an accepted send must have become visible: after the client's timeout and the list's lag, which a
/// source's settings say.
/// </summary>
public static class ReadBackTime
{
    /// <summary>Checks, when all settings were read, that <c>outreach.readBackAfter</c> is not before that.</summary>
    /// <param name="section">The source's, with keys <c>timeout</c> and <c>replyListLag</c>.</param>
    public static void Check(SettingsReader settings, string section, TimeSpan timeout, TimeSpan lag) => settings.Later(() =>
    {
        var least = timeout + lag + OutreachOptions.ClaimToPost;
        if (settings.Read<FunnelOptions>("").Outreach.ReadBackAfter is var after && after < least)
        {
            settings.Complain("outreach.readBackAfter",
                $"is {after}, must be at least {least}: {section}.timeout ({timeout}), {section}.replyListLag ({lag}) and {OutreachOptions.ClaimToPost} from claim "
                + "to call together. Before that a reply that is still on its way, or not listed yet, would be sent a second time");
        }
    });
}
