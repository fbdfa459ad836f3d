using System.Text;
using Funnel.Leads;

namespace Funnel.Tests.Leads;

public sealed class LeadTokenTests
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly LeadToken Ours = new(Encoding.UTF8.GetBytes("a key of this test"));
    private static readonly LeadId Id = LeadId.Of("shop", "人 with any name \u0000");

    [Fact]
    public void A_token_is_thirty_ascii_letters_and_digits_and_names_its_lead()
    {
        var token = Ours.Issue(TokenKind.Invitation, Id);
        Assert.Equal(30, token.Length);
        Assert.All(token, c => Assert.True(char.IsAsciiLetterOrDigit(c)));
        Assert.True(Ours.TryRead(TokenKind.Invitation, token, out var read));
        Assert.Equal(Id, read);
    }

    [Fact]
    public void A_token_with_any_one_character_changed_is_refused()
    {
        var token = Ours.Issue(TokenKind.Invitation, Id);
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var other in Letters + "-_ é中\0")
            {
                var forged = token[..i] + other + token[(i + 1)..];
                Assert.Equal(other == token[i], Ours.TryRead(TokenKind.Invitation, forged, out _));
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("WORK")]
    [InlineData("000000000000000000000000000000")]
    [InlineData("𝟘𝟘𝟘𝟘𝟘𝟘𝟘𝟘𝟘𝟘𝟘𝟘𝟘𝟘𝟘")]
    public void What_we_did_not_issue_is_refused(string? token) => Assert.False(Ours.TryRead(TokenKind.Invitation, token, out _));

    [Fact]
    public void Another_deployments_token_is_refused() => Assert.False(Ours.TryRead(TokenKind.Invitation, new LeadToken(Encoding.UTF8.GetBytes("another key")).Issue(TokenKind.Invitation, Id), out _));

    [Fact]
    public void A_token_of_one_kind_never_passes_for_another()
    {
        foreach (var issued in Enum.GetValues<TokenKind>())
        {
            var token = Ours.Issue(issued, Id);
            Assert.Equal(LeadToken.Length, token.Length);
            Assert.All(Enum.GetValues<TokenKind>(), asked => Assert.Equal(asked == issued, Ours.TryRead(asked, token, out _)));
        }
    }

    /// <summary>People carry these in their chats: the text of a token, and so its key, may never change.</summary>
    [Theory]
    [InlineData(TokenKind.Invitation, "6J1hSwPcJbqgXchT2dJiy1qNUyQCKY")]
    [InlineData(TokenKind.Referral, "6J1hSwPcJbqgXchT2dJiy1LHtM2KXP")]
    public void A_token_handed_out_long_ago_is_still_read(TokenKind kind, string token)
    {
        Assert.Equal(token, Ours.Issue(kind, Id));
    }

    [Fact]
    public void A_cut_or_longer_token_is_refused()
    {
        var token = Ours.Issue(TokenKind.Invitation, Id);
        Assert.False(Ours.TryRead(TokenKind.Invitation, token[..29], out _));
        Assert.False(Ours.TryRead(TokenKind.Invitation, token + "0", out _));
    }

    [Fact]
    public void The_same_person_in_the_same_account_is_the_same_lead()
    {
        Assert.Equal(LeadId.Of("shop", "p"), LeadId.Of("shop", "p"));
        Assert.NotEqual(LeadId.Of("shop", "p"), LeadId.Of("shop2", "p"));
        Assert.Equal(Id, LeadId.Parse(Id.ToString()));
        Assert.Throws<FormatException>(() => LeadId.Parse("short"));
    }
}
