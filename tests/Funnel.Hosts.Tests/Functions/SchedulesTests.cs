using System.Text;
using Funnel.Configuration;
using Funnel.Embedded;
using Funnel.Functions;
using Funnel.Hosts.Tests.Infra;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Functions;

public sealed class SchedulesTests
{
    [Fact]
    public void Settings_are_of_one_word() => Assert.All(FunnelTimer.All, s => Assert.Matches("^[A-Za-z]+$", s.Setting));

    [Fact]
    public void A_file_names_some_schedules_and_the_others_have_defaults()
    {
        var settings = HostFile.Read(Encoding.UTF8.GetBytes("""{"schedules":{"PollComments":"*/30 * * * * *","keepTokens":null}}"""), "test");
        Assert.Equal(["*/30 * * * * *", "0 */10 * * * *", "30 * * * * *", "15 * * * * *"], FunnelTimer.All.Select(s => settings[s.Setting]));
        Assert.Empty(settings.GetSection("Funnel:Schedules").GetChildren());
    }

    [Fact]
    public void A_setting_under_its_old_name_is_refused_with_the_new_one()
    {
        var errors = Errors(FunnelTimer.All.Select(s => ($"Funnel:Schedules:{char.ToUpperInvariant(s.InFile[0])}{s.InFile[1..]}", s.Default)));
        Assert.Equal(
        [
            "schedules.forget: is called ForgetSchedule now. Set ForgetSchedule and delete Funnel__Schedules__Forget",
            "schedules.keepTokens: is called KeepTokensSchedule now. Set KeepTokensSchedule and delete Funnel__Schedules__KeepTokens",
            "schedules.pollComments: is called PollSchedule now. Set PollSchedule and delete Funnel__Schedules__PollComments",
            "schedules.reconcile: is called ReconcileSchedule now. Set ReconcileSchedule and delete Funnel__Schedules__Reconcile",
        ], errors);
    }

    [Theory]
    [InlineData("""{"schedules":{"pollComment":"* * * * * *"}}""", "schedules.pollComment: there is no such setting; did you mean schedules.pollComments? Known here: pollComments, keepTokens, reconcile, forget")]
    [InlineData("""{"schedules":{"reconcile":["* * * * * *"]}}""", "schedules.reconcile: must be a schedule such as \"30 * * * * *\", not an object or a list")]
    [InlineData("""{"schedules":"often"}""", "schedules: must be an object with names and values, is a text of 5 characters")]
    public void A_mistake_in_the_file_is_named(string json, string error)
    {
        var file = HostFile.Read(Encoding.UTF8.GetBytes(json), "test");
        Assert.Equal([error], Errors(file.AsEnumerable().Where(v => v.Value is not null).Select(v => (v.Key, v.Value!))));
    }

    private static IReadOnlyList<string> Errors(IEnumerable<(string Key, string Value)> beside)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(SampleSettings.ForConfiguration())
            .AddInMemoryCollection(beside.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build();
        return Assert.Throws<SettingsException>(() => new ServiceCollection().AddFunnelFunctions(configuration)).Errors;
    }
}
