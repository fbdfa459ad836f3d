using static Funnel.Connectors.Tests.WeCom.Callbacks;

namespace Funnel.Connectors.Tests.WeCom;

/// <summary>What is told of customer groups.</summary>
public sealed class GroupEventTests
{
    private const string Kind = "change_external_chat";
    private const string Group = "<ChatId><![CDATA[wr1]]></ChatId>";
    private const string Versions = "<LastMemVer><![CDATA[v1]]></LastMemVer><CurMemVer><![CDATA[v2]]></CurMemVer>";

    [Theory]
    [InlineData("create", "", GroupChange.Created)]
    [InlineData("dismiss", "", GroupChange.Dismissed)]
    [InlineData("update", "<UpdateDetail>change_owner</UpdateDetail>", GroupChange.Edited)]
    [InlineData("update", "<UpdateDetail>something_new</UpdateDetail>", GroupChange.Edited)]
    [InlineData("update", "", GroupChange.Edited)]
    public void A_group_comes_goes_and_changes(string change, string fields, GroupChange what) =>
        Assert.Equal(new DestinationEvent.GroupChanged("wr1", what, Now), Told(change, fields));

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("1")]
    [InlineData("")]
    public void Whoever_joined_is_named_with_the_versions_between_which_they_did(string scene) =>
        Assert.Equal(
            new DestinationEvent.GroupMembers("wr1", true, ["Jack", "Rose"], "v1", "v2", Now),
            Told("update", $"<UpdateDetail>add_member</UpdateDetail><JoinScene>{scene}</JoinScene><QuitScene>0</QuitScene><MemChangeCnt>2</MemChangeCnt>{Members}{Versions}"));

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void Whoever_left_went_or_was_removed(string scene, bool removed) =>
        Assert.Equal(
            new DestinationEvent.GroupMembers("wr1", false, ["Jack", "Rose"], "v1", "v2", Now) { WereRemoved = removed },
            Told("update", $"<UpdateDetail>del_member</UpdateDetail><JoinScene>0</JoinScene><QuitScene>{scene}</QuitScene>{Members}{Versions}"));

    [Fact]
    public void A_list_of_ids_is_read_however_it_is_written() =>
        Assert.Equal(
            ["a", "b", "c"],
            Assert.IsType<DestinationEvent.GroupMembers>(Told("update", "<UpdateDetail>add_member</UpdateDetail>"
                + "<MemChangeList>\n  <Item><![CDATA[a]]></Item>\n  <Item>b</Item><Item/><Other>x</Other><Item><Deep>y</Deep></Item><Item>a</Item><Item> c </Item></MemChangeList>")).People);

    [Fact]
    public void Where_nobody_and_no_version_is_named_the_group_is_to_be_read() =>
        Assert.Equal(new DestinationEvent.GroupMembers("wr1", true, [], null, null, Now), Told("update", "<UpdateDetail>add_member</UpdateDetail><MemChangeList></MemChangeList>"));

    [Fact]
    public void An_event_without_a_group_is_none_of_them() =>
        Assert.Equal(new DestinationEvent.Other(Kind + ".update", Now), Accepted(Event("update", "<UpdateDetail>add_member</UpdateDetail>" + Members, Kind)).Events[0]);

    private static ConnectorEvent Told(string change, string fields) => Accepted(Event(change, Group + fields, Kind)).Events[0];
}
